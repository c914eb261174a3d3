package org.headroom.loadgen.schedule;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The rate of arrivals over a run: phases one after the other, each a line or several. Its integral N(t) and the inverse
 * of that are all that spacing needs. Takes memory for its lines only, however long the run.
 */
public final class ArrivalCurve {
    private static final double NANOS = 1e9;
    /** What adding up doubles may leave over: less than this is no arrival. */
    private static final double DUST = 1e-6;

    private final List<Phase> phases;
    private final RateLine[] lines;
    /** Offset and integral at the beginning of each line, and at the end of the last. */
    private final long[] startNanos;

    private final double[] startCount;
    private final long[] phaseEndNanos;

    public ArrivalCurve(List<Phase> phases) {
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("at least one phase is needed");
        }
        this.phases = List.copyOf(phases);
        this.lines =
                this.phases.stream().flatMap(phase -> phase.lines().stream()).toArray(RateLine[]::new);
        this.startNanos = new long[lines.length + 1];
        this.startCount = new double[lines.length + 1];
        for (int i = 0; i < lines.length; i++) {
            startNanos[i + 1] = Math.addExact(startNanos[i], lines[i].length().toNanos());
            startCount[i + 1] = startCount[i] + lines[i].arrivals();
        }
        this.phaseEndNanos = new long[this.phases.size()];
        long end = 0;
        for (int i = 0; i < phaseEndNanos.length; i++) {
            end += this.phases.get(i).length().toNanos();
            phaseEndNanos[i] = end;
        }
    }

    /** In order. */
    public List<Phase> phases() {
        return phases;
    }

    /** The whole run. */
    public Duration length() {
        return Duration.ofNanos(startNanos[lines.length]);
    }

    /** The integral of the rate over the whole run. */
    public double total() {
        return startCount[lines.length];
    }

    /** Arrivals of the whole run: the integral, and one more where it is no whole number. */
    public long count() {
        return (long) Math.ceil(total() - DUST);
    }

    /** The integral of the rate from the start to that offset. */
    public double countAt(long nanos) {
        int line = Math.min(lastAtMost(startNanos, nanos), lines.length - 1);
        double seconds = Math.min(nanos - startNanos[line], lines[line].length().toNanos()) / NANOS;
        return startCount[line] + lines[line].arrivalsWithin(seconds);
    }

    /** The offset at which the integral reaches that count, 0 to {@link #total()}; the last one before arrivals rest. */
    public long nanosAt(double count) {
        int found = Arrays.binarySearch(startCount, count);
        int line = found >= 0 ? found : -found - 2;
        // Of lines that begin at the same count, those before the last bring no arrival.
        while (line + 1 < lines.length && startCount[line + 1] <= count) {
            line++;
        }
        line = Math.min(line, lines.length - 1);
        long within = Math.round(lines[line].secondsUntil(count - startCount[line]) * NANOS);
        return Math.min(startNanos[line] + within, startNanos[line + 1]);
    }

    /** The number of the phase in which that offset falls; the last phase's also after the end. */
    public int phaseAt(long nanos) {
        int found = Arrays.binarySearch(phaseEndNanos, nanos);
        int phase = found >= 0 ? found + 1 : -found - 1;
        return Math.min(phase, phases.size() - 1);
    }

    /** The same curve with every rate multiplied. */
    public ArrivalCurve times(double factor) {
        return new ArrivalCurve(
                phases.stream().map(phase -> phase.times(factor)).toList());
    }

    private static int lastAtMost(long[] sorted, long value) {
        int found = Arrays.binarySearch(sorted, value);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }
}
