package org.headroom.tuner.measure;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.headroom.probes.reading.Reading;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;

/**
 * What daemons took at work, by the readings beside a load. It is put beside what was seen when nothing was asked of them,
 * and the larger of the two is planned: never less than what has been seen.
 *
 * <ul>
 *   <li>a child: p95 of the private memory of children at a request, one of the pool in each look
 *   <li>the worst child: the most that any child had of its own, and a fifth more, since it may not have met its worst page
 *   <li>a process of Apache: PSS less threads × a₁, the largest
 * </ul>
 */
final class WorkMemory {
    private static final String PROBE = "work";
    private static final double GROWTH = 1.2;
    private static final double MIB = 1 << 20;

    private final String origin;
    private final List<Reading> readings;

    WorkMemory(String origin, List<Reading> readings) {
        this.origin = origin;
        this.readings = List.copyOf(readings);
    }

    /** p95 of a pool's children. */
    Figure child(String pool, Figure idle) {
        Series atWork = series(pool, "child_at_work");
        return atWork.isEmpty() ? idle : larger(idle, atWork.p95(), atWork.size(), "p95 of children at a request");
    }

    /** The largest child of a pool that is to be expected. */
    Figure worstChild(String pool, Figure idle) {
        Series all = new Series(Stream.of("child_at_work", "child_peak")
                .flatMap(name -> series(pool, name).ascending().stream())
                .sorted()
                .toList());
        return all.isEmpty()
                ? idle
                : larger(idle, all.largest() * GROWTH, all.size(), "the most that one had, and a fifth more to grow");
    }

    /** Apache with its a₀. */
    OriginMeasurements.Apache apache(OriginMeasurements.Apache idle) {
        Map<Instant, Double> threads = new HashMap<>();
        of("process_threads").forEach(reading -> threads.put(reading.time(), reading.value()));
        List<Double> processes = of("process_pss")
                .filter(reading -> threads.containsKey(reading.time()))
                .map(reading -> reading.value()
                        - threads.getOrDefault(reading.time(), 0.0)
                                * idle.threadBytes().value())
                .sorted()
                .toList();
        return processes.isEmpty()
                ? idle
                : new OriginMeasurements.Apache(
                        idle.parentBytes(),
                        larger(
                                idle.processBytes(),
                                Math.max(0, processes.getLast()),
                                processes.size(),
                                "PSS of the largest process, less its threads × a1"),
                        idle.threadBytes());
    }

    /** What is assumed stays so as long as it is the larger one. */
    private static Figure larger(Figure idle, double bytes, int samples, String how) {
        boolean measured = bytes > idle.value();
        if (idle.isAssumed()) {
            String load = String.format(Locale.ROOT, "under load %.0f MiB (%d samples): %s", bytes / MIB, samples, how);
            return measured
                    ? new Figure(bytes, load)
                    : new Figure(idle.value(), idle.source() + "; " + load + ", is less");
        }
        return new Figure(
                Math.max(bytes, idle.value()),
                String.format(
                        Locale.ROOT,
                        "idle %.0f MiB, under load %.0f MiB (%d samples), the larger; idle: %s; under load: %s",
                        idle.value() / MIB,
                        bytes / MIB,
                        samples,
                        idle.source(),
                        how));
    }

    private Series series(String pool, String name) {
        return Series.of(readings, PROBE, origin + "/" + pool, name);
    }

    private Stream<Reading> of(String name) {
        return readings.stream()
                .filter(reading -> reading.probe().equals(PROBE)
                        && reading.host().equals(origin)
                        && reading.name().equals(name)
                        && Double.isFinite(reading.value()));
    }
}
