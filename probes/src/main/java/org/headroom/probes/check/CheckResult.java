package org.headroom.probes.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Observations;

/**
 * What a check says.
 *
 * @param judged every verdict
 * @param notes what went wrong with the check itself, for people
 */
public record CheckResult(Observations now, List<Judged> judged, Duration took, List<String> notes) {
    public CheckResult {
        judged = List.copyOf(judged);
        notes = List.copyOf(notes);
    }

    /** When. */
    public Instant time() {
        return now.time();
    }

    /** The worst that people are to be called for; nothing judged at all is unknown. */
    public Level level() {
        return judged.stream()
                .filter(Judged::alarms)
                .map(Judged::level)
                .reduce(Level::worse)
                .orElse(judged.isEmpty() ? Level.UNKNOWN : Level.OK);
    }

    /** What people are to be called for, worst first, causes before what follows from them. */
    public List<Judged> alarms() {
        return judged.stream()
                .filter(Judged::alarms)
                .sorted(Comparator.comparing((Judged one) -> one.because().isPresent())
                        .thenComparing(Judged::level, Comparator.reverseOrder()))
                .toList();
    }

    /** What people have not been told yet. */
    public List<Judged> changes() {
        return judged.stream().filter(Judged::changed).toList();
    }
}
