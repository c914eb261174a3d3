package org.headroom.cli.demo;

import java.time.Duration;
import org.headroom.cli.demo.origin.OriginLimits;
import org.headroom.cli.demo.origin.ServiceTimes;

/**
 * How much the demo's origin can do.
 *
 * @param apacheWorkers Apache's MaxRequestWorkers
 * @param fpmChildren PHP-FPM's pm.max_children
 * @param fpmBacklog PHP pages that may wait for a child; one more is answered 503
 * @param phpServiceTime mean time that a page keeps its child; children / this = pages per second at most
 * @param staticServiceTime time that a file keeps its Apache worker
 * @param seed of all that is drawn: service times and bodies
 */
public record DemoOptions(
        int apacheWorkers,
        int fpmChildren,
        int fpmBacklog,
        Duration phpServiceTime,
        Duration staticServiceTime,
        long seed) {
    /** Apache's ListenBackLog. */
    private static final int LISTEN_BACKLOG = 511;

    public DemoOptions {
        if (!phpServiceTime.isPositive() || !staticServiceTime.isPositive()) {
            throw new IllegalArgumentException(
                    "service times must be positive: php %s, static %s".formatted(phpServiceTime, staticServiceTime));
        }
        // Says itself what it does not accept.
        new OriginLimits(apacheWorkers, LISTEN_BACKLOG, fpmChildren, fpmBacklog);
    }

    /**
     * A small origin: at most 160 PHP pages per second. There are more workers than children and backlog together, so
     * that too many pages end in FPM's 503 rather than starve the files of workers.
     */
    public static DemoOptions defaults() {
        return new DemoOptions(75, 4, 64, Duration.ofMillis(25), Duration.ofNanos(300_000), 1);
    }

    OriginLimits limits() {
        return new OriginLimits(apacheWorkers, LISTEN_BACKLOG, fpmChildren, fpmBacklog);
    }

    ServiceTimes serviceTimes() {
        return new ServiceTimes(phpServiceTime, staticServiceTime, seed);
    }
}
