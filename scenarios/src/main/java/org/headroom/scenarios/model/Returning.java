package org.headroom.scenarios.model;

import java.time.Duration;

/**
 * Visitors who were here before and still have things in their browser's cache.
 *
 * @param share of all visitors, 0 to 1
 * @param away how long ago that was: what is fresh for less has to be asked for again
 */
public record Returning(double share, Duration away) {
    /** A day: what most sites let browsers keep static files for is longer, what they let them keep pages for shorter. */
    public static final Duration USUALLY_AWAY = Duration.ofDays(1);

    /** Everybody comes for the first time. */
    public static final Returning NOBODY = new Returning(0, USUALLY_AWAY);

    public Returning {
        if (!(share >= 0) || share > 1 || away.isNegative()) {
            throw new IllegalArgumentException("a share is from 0 to 1, a time not negative: " + share + ", " + away);
        }
    }
}
