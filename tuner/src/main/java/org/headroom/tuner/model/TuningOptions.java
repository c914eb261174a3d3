package org.headroom.tuner.model;

import java.time.Duration;
import java.util.Map;

/**
 * What the administrator may decide.
 *
 * @param peakFactor how much more than the measured mean arrives at the peak to be served
 * @param burstDeviations standard deviations of chance bursts above that peak to have children for
 * @param longestQueueWait how long a request may wait for a child before it is better refused
 * @param requestTimeout the longest that a PHP request may take
 * @param current settings now in force, by {@code daemon name}, e.g. {@code apache MaxRequestWorkers}
 * @param wish what trials ask for beside the model's own choice
 */
public record TuningOptions(
        double peakFactor,
        double burstDeviations,
        Duration longestQueueWait,
        Duration requestTimeout,
        Map<String, String> current,
        Wish wish) {
    /** Key of {@link #current} for the version of the PHP that was read, e.g. {@code 8.4}; empty if that does not tell. */
    public static final String PHP_VERSION = "php version";

    /** A peak of 1.5 times the mean, two deviations, one second of queue, one minute of PHP. */
    public static final TuningOptions DEFAULTS =
            new TuningOptions(1.5, 2, Duration.ofSeconds(1), Duration.ofSeconds(60), Map.of(), Wish.NONE);

    public TuningOptions {
        current = Map.copyOf(current);
        if (!(peakFactor >= 1) || !(burstDeviations >= 0) || requestTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("peak factor must be at least 1, deviations not negative, the request"
                    + " timeout at least a second: " + peakFactor + ", " + burstDeviations + ", " + requestTimeout);
        }
    }

    /** With the settings that are in force. */
    public TuningOptions withCurrent(Map<String, String> settings) {
        return new TuningOptions(peakFactor, burstDeviations, longestQueueWait, requestTimeout, settings, wish);
    }

    /** With what trials ask for. */
    public TuningOptions withWish(Wish asked) {
        return new TuningOptions(peakFactor, burstDeviations, longestQueueWait, requestTimeout, current, asked);
    }
}
