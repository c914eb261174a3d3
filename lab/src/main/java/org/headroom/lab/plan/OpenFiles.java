package org.headroom.lab.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files a daemon may have open: what we would like, within what this machine lets even root have. */
final class OpenFiles {
    private static final long WANTED = 65536;
    private static final Pattern LIMIT = Pattern.compile("^Max open files\\s+\\S+\\s+(\\d+)\\s+files.*$");

    private OpenFiles() {}

    static long allowed() {
        try {
            return allowed(Files.readAllLines(Path.of("/proc/self/limits")));
        } catch (IOException _) {
            return WANTED;
        }
    }

    /** Takes the lines of {@code /proc/PID/limits}. */
    static long allowed(List<String> limits) {
        return limits.stream()
                .map(LIMIT::matcher)
                .filter(Matcher::matches)
                .mapToLong(matcher -> Math.min(WANTED, Long.parseLong(matcher.group(1))))
                .findFirst()
                .orElse(WANTED);
    }
}
