package org.headroom.tuner.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes and their memory, from the proc file system. One that may not be read, or ends meanwhile, is left out. */
final class ProcessTable {
    private ProcessTable() {}

    /**
     * A process.
     *
     * @param command its command line, as it may have rewritten it ({@code php-fpm: pool www})
     * @param pssBytes its memory, that which is shared counted in equal parts
     * @param privateBytes its memory that is its own
     * @param sharedMemoryBytes its part of shared memory segments, among these the opcache
     */
    record RunningProcess(
            long pid,
            long parent,
            String name,
            String command,
            int threads,
            long pssBytes,
            long privateBytes,
            long sharedMemoryBytes) {}

    static List<RunningProcess> read(Path proc) {
        List<RunningProcess> processes = new ArrayList<>();
        try (DirectoryStream<Path> dirs = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path dir : dirs) {
                process(dir).ifPresent(processes::add);
            }
        } catch (IOException _) {
            return List.of();
        }
        return processes;
    }

    private static Optional<RunningProcess> process(Path dir) {
        try {
            Map<String, String> status = fields(dir.resolve("status"));
            Map<String, String> memory = fields(dir.resolve("smaps_rollup"));
            if (!memory.containsKey("Pss")) {
                // A kernel thread, or one that has just ended.
                return Optional.empty();
            }
            String command = Files.readString(dir.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return Optional.of(new RunningProcess(
                    number(dir.getFileName().toString()),
                    number(status.getOrDefault("PPid", "")),
                    status.getOrDefault("Name", ""),
                    command.replace('\0', ' ').strip(),
                    (int) number(status.getOrDefault("Threads", "")),
                    bytes(memory, "Pss"),
                    bytes(memory, "Private_Clean") + bytes(memory, "Private_Dirty"),
                    bytes(memory, "Pss_Shmem")));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Map<String, String> fields(Path file) throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static long bytes(Map<String, String> memory, String field) {
        return number(memory.getOrDefault(field, "")) * 1024;
    }

    private static long number(String text) {
        String digits = text.replaceAll("\\D.*", "");
        return digits.isEmpty() || digits.length() > 15 ? 0 : Long.parseLong(digits);
    }
}
