package org.headroom.loadgen.transport.netty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Linux counts of datagrams that found a socket's receive buffer full. */
final class UdpDrops {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LOCAL_ADDRESS = 1;
    private static final int DROPS = 12;

    private UdpDrops() {}

    /** The drops of the sockets on those local ports, in all; 0 where the system does not tell. */
    static long of(Set<Integer> ports) {
        long drops = 0;
        for (Path table : TABLES) {
            try {
                drops += sum(Files.readAllLines(table), ports);
            } catch (IOException _) {
                // No such table: not Linux, or no IPv6.
            }
        }
        return drops;
    }

    static long sum(List<String> lines, Set<Integer> ports) {
        return lines.stream()
                .skip(1)
                .map(line -> BLANKS.split(line.strip()))
                .filter(fields -> fields.length > DROPS && ports.contains(port(fields[LOCAL_ADDRESS])))
                .mapToLong(fields -> Long.parseLong(fields[DROPS]))
                .sum();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }
}
