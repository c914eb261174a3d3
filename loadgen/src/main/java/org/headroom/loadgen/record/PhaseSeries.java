package org.headroom.loadgen.record;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.schedule.ArrivalCurve;
import org.headroom.loadgen.schedule.Phase;
import org.jspecify.annotations.Nullable;

/** Pages by the phase of the run in which they were due. */
final class PhaseSeries {
    private static final double NANOS = 1e9;

    private final Measures measures;
    private final long zeroNanos;
    private final @Nullable ArrivalCurve curve;

    PhaseSeries(Measures measures, long zeroNanos, List<Phase> phases) {
        this.measures = measures;
        this.zeroNanos = zeroNanos;
        this.curve = phases.isEmpty() ? null : new ArrivalCurve(phases);
    }

    void offered(long intendedNanos) {
        if (curve != null) {
            measures.count(Counted.PHASE_OFFERED, name(curve, intendedNanos), 1);
        }
    }

    void done(long intendedNanos, long latencyNanos) {
        if (curve != null) {
            measures.time(Timed.PHASE, name(curve, intendedNanos), latencyNanos);
        }
    }

    void failed(long intendedNanos) {
        if (curve != null) {
            measures.count(Counted.PHASE_FAILURE, name(curve, intendedNanos), 1);
        }
    }

    /** It is offered, and over: it was not started. */
    void notStarted(long intendedNanos) {
        if (curve != null) {
            measures.count(Counted.PHASE_NOT_STARTED, name(curve, intendedNanos), 1);
        }
        failed(intendedNanos);
    }

    private String name(ArrivalCurve of, long intendedNanos) {
        return of.phases().get(of.phaseAt(intendedNanos - zeroNanos)).name();
    }

    /** In the order of the run, those that have not begun too. */
    List<ProtocolSummary.PhaseTotals> read() {
        List<ProtocolSummary.PhaseTotals> totals = new ArrayList<>();
        double start = 0;
        for (Phase phase : curve == null ? List.<Phase>of() : curve.phases()) {
            double seconds = phase.length().toNanos() / NANOS;
            Histogram times = measures.of(Timed.PHASE).sum(label -> label.equals(phase.name()));
            totals.add(new ProtocolSummary.PhaseTotals(
                    phase.name(),
                    start,
                    seconds,
                    measures.of(Counted.PHASE_OFFERED).of(phase.name()),
                    times.getTotalCount()
                            + measures.of(Counted.PHASE_NOT_STARTED).of(phase.name()),
                    measures.of(Counted.PHASE_FAILURE).of(phase.name()),
                    LatencySeries.summarise(times)));
            start += seconds;
        }
        return totals;
    }
}
