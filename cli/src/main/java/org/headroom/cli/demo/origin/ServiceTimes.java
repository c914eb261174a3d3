package org.headroom.cli.demo.origin;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Draws how long the next request keeps its worker; the same seed gives the same sequence. Used under the origin's
 * lock only.
 *
 * <p>A PHP page takes a fixed part (code that always runs) and an exponential part (database, cache misses): 60 % and
 * 40 % of the mean, the latter cut at five times its own mean. Measured front pages spread about so. The cut takes
 * less than 0.3 % off the mean.
 */
public final class ServiceTimes {
    private static final double FIXED_SHARE = 0.6;
    private static final double LONGEST_EXPONENTIAL = 5;

    private final Duration phpMean;
    private final Duration staticFile;
    private final SplittableRandom random;

    public ServiceTimes(Duration phpMean, Duration staticFile, long seed) {
        this.phpMean = phpMean;
        this.staticFile = staticFile;
        this.random = new SplittableRandom(seed);
    }

    Duration next(Work.Kind kind) {
        return switch (kind) {
            case STATIC -> staticFile;
            case PHP -> {
                double exponential = Math.min(LONGEST_EXPONENTIAL, random.nextExponential());
                double share = FIXED_SHARE + (1 - FIXED_SHARE) * exponential;
                yield Duration.ofNanos(Math.round(phpMean.toNanos() * share));
            }
        };
    }
}
