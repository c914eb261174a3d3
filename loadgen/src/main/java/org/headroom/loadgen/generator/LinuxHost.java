package org.headroom.loadgen.generator;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the counters from the JVM and from {@code /proc}; what is not there counts as 0. */
public final class LinuxHost implements HostCounters.Source {
    /** Of {@code /proc/stat}; the kernel has told times in hundredths of a second since it runs on x86. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int FIRST_IDLE_FIELD = 4;
    private static final int LAST_IDLE_FIELD = 5;
    private static final int LAST_BUSY_FIELD = 8;

    private final Path proc;
    private final CpuLimit limit;

    private LinuxHost(Path proc, CpuLimit limit) {
        this.proc = proc;
        this.limit = limit;
    }

    /** The host of this process. */
    public static LinuxHost ofThisProcess() {
        return of(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    static LinuxHost of(Path proc, Path cgroups) {
        return new LinuxHost(proc, CpuLimit.find(proc, cgroups));
    }

    @Override
    public HostCounters now() {
        long cpuNanos = 0;
        long openFiles = 0;
        long fileLimit = 0;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            cpuNanos = Math.max(0, unix.getProcessCpuTime());
            openFiles = Math.max(0, unix.getOpenFileDescriptorCount());
            fileLimit = Math.max(0, unix.getMaxFileDescriptorCount());
        }
        double processors = Runtime.getRuntime().availableProcessors();
        CpuLimit.Throttling throttling = limit.throttling();
        Map<String, Map<String, Long>> udp = tables("net/snmp");
        Map<String, Map<String, Long>> sockets = pairs("net/sockstat");
        Map<String, Long> udp6 = columns("net/snmp6");
        return new HostCounters(
                System.nanoTime(),
                cpuNanos,
                limit.cores().map(cores -> Math.min(cores, processors)).orElse(processors),
                throttling.periods(),
                throttling.throttled(),
                machineBusyNanos(),
                (int) lines("stat").stream()
                        .filter(line -> line.matches("cpu\\d+ .*"))
                        .count(),
                openFiles,
                fileLimit,
                localPorts(),
                value(sockets, "TCP", "inuse")
                        + value(sockets, "TCP", "tw")
                        + value(pairs("net/sockstat6"), "TCP6", "inuse"),
                value(udp, "Udp", "InDatagrams") + udp6.getOrDefault("Udp6InDatagrams", 0L),
                value(udp, "Udp", "RcvbufErrors") + udp6.getOrDefault("Udp6RcvbufErrors", 0L));
    }

    private long machineBusyNanos() {
        Optional<String> all =
                lines("stat").stream().filter(line -> line.startsWith("cpu ")).findFirst();
        if (all.isEmpty()) {
            return 0;
        }
        String[] fields = all.get().split("\\s+", -1);
        long ticks = 0;
        for (int i = 1; i < fields.length && i <= LAST_BUSY_FIELD; i++) {
            boolean idle = i >= FIRST_IDLE_FIELD && i <= LAST_IDLE_FIELD;
            ticks += idle ? 0 : number(fields[i]);
        }
        return ticks * NANOS_PER_TICK;
    }

    private long localPorts() {
        return lines("sys/net/ipv4/ip_local_port_range").stream()
                .findFirst()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(range -> range.length == 2)
                .map(range -> number(range[1]) - number(range[0]) + 1)
                .orElse(0L);
    }

    /** Two lines a table: names, then values, both after the table's name. */
    private Map<String, Map<String, Long>> tables(String file) {
        Map<String, Map<String, Long>> tables = new HashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String[] names = lines.get(i).split("\\s+", -1);
            String[] values = lines.get(i + 1).split("\\s+", -1);
            Map<String, Long> table = new HashMap<>();
            for (int field = 1; field < Math.min(names.length, values.length); field++) {
                table.put(names[field], number(values[field]));
            }
            tables.put(names[0].replace(":", ""), table);
        }
        return tables;
    }

    /** A line a table: its name, then pairs of name and value. */
    private Map<String, Map<String, Long>> pairs(String file) {
        Map<String, Map<String, Long>> tables = new HashMap<>();
        for (String line : lines(file)) {
            String[] words = line.split("\\s+", -1);
            Map<String, Long> table = new HashMap<>();
            for (int i = 1; i + 1 < words.length; i += 2) {
                table.put(words[i], number(words[i + 1]));
            }
            tables.put(words[0].replace(":", ""), table);
        }
        return tables;
    }

    private Map<String, Long> columns(String file) {
        Map<String, Long> values = new HashMap<>();
        for (String line : lines(file)) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length == 2) {
                values.put(words[0], number(words[1]));
            }
        }
        return values;
    }

    private static long value(Map<String, Map<String, Long>> tables, String table, String name) {
        return tables.getOrDefault(table, Map.of()).getOrDefault(name, 0L);
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(proc.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
