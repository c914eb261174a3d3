package org.headroom.tuner.apply;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Compares what is not well with what was not well before, and gives what has just been reloaded time to settle. */
final class HealthGate {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final HealthCheck check;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final Map<String, Integer> before = new HashMap<>();

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    HealthGate(HealthCheck check, LongSupplier nanoTime, Pause pause) {
        this.check = check;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Looks at how it is before anything is changed. */
    void remember() throws InterruptedException {
        before.clear();
        check.look().forEach(finding -> before.merge(finding.key(), finding.severity(), Math::max));
    }

    /** What is worse than before, and does not get well in that time; empty when nothing is. */
    List<Finding> worse(Duration patience) throws InterruptedException {
        long end = nanoTime.getAsLong() + patience.toNanos();
        while (true) {
            List<Finding> worse = check.look().stream()
                    .filter(finding -> finding.severity() > before.getOrDefault(finding.key(), 0))
                    .toList();
            if (worse.isEmpty() || nanoTime.getAsLong() >= end) {
                return worse;
            }
            pause.of(PAUSE);
        }
    }

    /** In one line. */
    static String words(List<Finding> worse) {
        String first = worse.stream().limit(2).map(Finding::text).collect(Collectors.joining("; "));
        return "worse than before: " + first + (worse.size() > 2 ? " (and " + (worse.size() - 2) + " more)" : "");
    }
}
