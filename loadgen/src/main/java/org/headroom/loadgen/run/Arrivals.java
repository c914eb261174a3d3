package org.headroom.loadgen.run;

import java.time.Duration;
import java.util.List;
import org.headroom.loadgen.schedule.ArrivalCurve;
import org.headroom.loadgen.schedule.Phase;
import org.headroom.loadgen.schedule.RampThenConstant;
import org.headroom.loadgen.schedule.RateLine;
import org.headroom.loadgen.schedule.Schedule;
import org.headroom.loadgen.schedule.Spacing;
import org.headroom.loadgen.schedule.SpreadOver;

/** How visitors come. */
public sealed interface Arrivals {
    /** When visitors arrive. */
    Schedule schedule(Duration ramp, Duration hold, double pagesPerVisit);

    /** When visitors of a warm-up arrive: about as the run begins. */
    default Schedule warmUp(Duration length, double pagesPerVisit) {
        return schedule(length.dividedBy(2), length.minus(length.dividedBy(2)), pagesPerVisit);
    }

    /** Named parts of the run, by the offset of the intended start; empty: it has none. */
    default List<Phase> phases() {
        return List.of();
    }

    /**
     * The open model: pages become due at this rate whatever the answers do.
     *
     * @param pagesPerSecond pages, over all visits; visitors arrive at this rate divided by the pages of a mean visit
     */
    record OpenRate(double pagesPerSecond) implements Arrivals {
        @Override
        public Schedule schedule(Duration ramp, Duration hold, double pagesPerVisit) {
            return new RampThenConstant(pagesPerSecond / pagesPerVisit, ramp, hold);
        }
    }

    /**
     * The open model along a curve, which has its own times: ramp and hold of the plan do not count.
     *
     * @param pages the rate of pages, over all visits
     * @param spacing how visitors lie along it
     * @param seed of random spacing
     */
    record OpenCurve(ArrivalCurve pages, Spacing spacing, long seed) implements Arrivals {
        private static final Duration BEGINNING = Duration.ofMinutes(1);

        @Override
        public Schedule schedule(Duration ramp, Duration hold, double pagesPerVisit) {
            return spacing.along(pages.times(1 / pagesPerVisit), seed);
        }

        /** At the mean rate of the first minute, to which it climbs. */
        @Override
        public Schedule warmUp(Duration length, double pagesPerVisit) {
            Duration first = pages.length().compareTo(BEGINNING) < 0 ? pages.length() : BEGINNING;
            double mean = pages.countAt(first.toNanos()) / (first.toNanos() / 1e9);
            RateLine climb = new RateLine(length.dividedBy(2), 0, mean);
            RateLine hold = RateLine.constant(length.minus(length.dividedBy(2)), mean);
            return spacing.along(
                    new ArrivalCurve(List.of(new Phase("warm-up", List.of(climb, hold)))).times(1 / pagesPerVisit),
                    seed);
        }

        @Override
        public List<Phase> phases() {
            return pages.phases();
        }
    }

    /**
     * The closed model: so many visitors, each starting over when its visit is done. A slow server slows them, so
     * that percentiles look better than open traffic would find them.
     */
    record ClosedVisitors(int visitors) implements Arrivals {
        @Override
        public Schedule schedule(Duration ramp, Duration hold, double pagesPerVisit) {
            return new SpreadOver(visitors, ramp);
        }
    }
}
