package org.headroom.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proportional set size from {@code /proc/PID/smaps_rollup}. */
public final class Memory {
    private static final Pattern PSS = Pattern.compile("^Pss:\\s+(\\d+) kB$");

    private Memory() {}

    /** Zero for a process that has just ended. */
    public static long pssBytes(long pid) {
        try {
            return parsePss(Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")));
        } catch (IOException _) {
            return 0;
        }
    }

    static long parsePss(List<String> lines) {
        return lines.stream()
                .map(PSS::matcher)
                .filter(Matcher::matches)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)) * 1024)
                .sum();
    }
}
