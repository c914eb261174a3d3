package org.headroom.probes.nginx;

import java.util.List;
import org.headroom.probes.health.Level;

/** One of several things that may be wrong with what one verdict is about. */
record Problem(Level level, String message, String advice) {
    static Level worst(List<Problem> problems) {
        return problems.stream().map(Problem::level).reduce(Level.OK, Level::worse);
    }

    /** All messages, the worst first. */
    static String messages(List<Problem> problems) {
        return String.join(
                "; ", sorted(problems).stream().map(Problem::message).distinct().toList());
    }

    static String advice(List<Problem> problems) {
        return String.join(
                "; ",
                sorted(problems).stream()
                        .map(Problem::advice)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList());
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream()
                .sorted((one, other) -> other.level().compareTo(one.level()))
                .toList();
    }
}
