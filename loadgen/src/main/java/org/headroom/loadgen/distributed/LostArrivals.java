package org.headroom.loadgen.distributed;

import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.schedule.Schedule;
import org.headroom.loadgen.schedule.Share;

/** Counts the arrivals of a plan that a lost injector leaves out. */
final class LostArrivals {
    private final Schedule whole;
    private final boolean closed;

    LostArrivals(LoadPlan plan) {
        this.whole = plan.arrivals()
                .schedule(plan.ramp(), plan.duration(), plan.scenario().meanPagesPerVisit());
        this.closed = plan.arrivals() instanceof Arrivals.ClosedVisitors;
    }

    /** Arrivals of one protocol's turn, of all machines. */
    long all() {
        return count(whole, Long.MAX_VALUE);
    }

    /** Arrivals of a share. */
    long of(Share share) {
        return count(share.of(whole), Long.MAX_VALUE);
    }

    /**
     * Arrivals of a share from a time on. The visitors of a closed model would have stayed to the end, so they are all
     * missed.
     */
    long of(Share share, long fromNanos) {
        return closed ? of(share) : of(share) - count(share.of(whole), fromNanos);
    }

    /** Arrivals before a time: the times do not fall, so bisection finds the first at or after it. */
    private static long count(Schedule schedule, long beforeNanos) {
        long low = 0;
        long high = 1;
        while (isBefore(schedule, high - 1, beforeNanos)) {
            low = high;
            high *= 2;
        }
        while (low < high) {
            long middle = (low + high) / 2;
            if (isBefore(schedule, middle, beforeNanos)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean isBefore(Schedule schedule, long index, long beforeNanos) {
        var fire = schedule.fireNanos(index);
        return fire.isPresent() && fire.getAsLong() < beforeNanos;
    }
}
