package org.headroom.loadgen.run;

import java.time.Duration;
import org.headroom.loadgen.schedule.RampThenConstant;
import org.headroom.loadgen.schedule.Schedule;
import org.headroom.loadgen.schedule.SpreadOver;

/** How visitors come. */
public sealed interface Arrivals {
    /** When visitors arrive. */
    Schedule schedule(Duration ramp, Duration hold, double pagesPerVisit);

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
