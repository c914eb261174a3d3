package org.headroom.lab.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process of a lab host.
 *
 * @param pid as this machine counts
 * @param pidInHost as the host counts
 * @param command its command line, words separated by blanks
 */
public record HostProcess(long pid, long pidInHost, String command) {

    /** Empty when it has ended. */
    static Optional<HostProcess> of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            String command = new String(Files.readAllBytes(proc.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .strip();
            return Files.readAllLines(proc.resolve("status")).stream()
                    .filter(line -> line.startsWith("NSpid:"))
                    .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                    .map(last -> new HostProcess(pid, Long.parseLong(last.strip()), command))
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
