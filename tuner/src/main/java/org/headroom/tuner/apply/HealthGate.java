package org.headroom.tuner.apply;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.headroom.tuner.apply.Finding.Severity;

/** Compares what is not well with what was not well before, and gives what has just been reloaded time to settle. */
final class HealthGate {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final HealthCheck check;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final Map<String, Severity> before = new HashMap<>();

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
        check.look().forEach(finding -> before.merge(finding.key(), finding.severity(), HealthGate::worse));
    }

    private static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What is worse than before. What is broken is given that time to get well; only doubts are not waited for. */
    List<Finding> worse(Duration patience) throws InterruptedException {
        long end = nanoTime.getAsLong() + patience.toNanos();
        while (true) {
            List<Finding> worse = check.look().stream().filter(this::isWorse).toList();
            if (broken(worse).isEmpty() || nanoTime.getAsLong() >= end) {
                return worse;
            }
            pause.of(PAUSE);
        }
    }

    private boolean isWorse(Finding finding) {
        Severity known = before.get(finding.key());
        return known == null || finding.severity().compareTo(known) > 0;
    }

    static List<Finding> broken(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.BROKEN)
                .toList();
    }

    /** In one line. */
    static String words(List<Finding> findings) {
        String first = findings.stream().limit(2).map(Finding::text).collect(Collectors.joining("; "));
        return "worse than before: " + first + (findings.size() > 2 ? " (and " + (findings.size() - 2) + " more)" : "");
    }
}
