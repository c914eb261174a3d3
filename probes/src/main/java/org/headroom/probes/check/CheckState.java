package org.headroom.probes.check;

import java.time.Instant;
import java.util.Map;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Past;

/**
 * What one check leaves to the next.
 *
 * @param past the numbers that were read
 * @param known by verdict key
 */
public record CheckState(Past past, Map<String, Known> known) {
    /** Nothing was ever checked. */
    public static final CheckState NONE = new CheckState(Past.NONE, Map.of());

    /**
     * What is known of a verdict.
     *
     * @param level that counts
     * @param since when it began
     * @param recent the levels of the last runs as letters (O, U, W, C), the newest last
     * @param seen when it was last judged
     * @param told the level that people were last told of, by a run that tells changes only
     */
    public record Known(Level level, Instant since, String recent, Instant seen, Level told) {
        /** The same when people know. */
        Known toldNow() {
            return new Known(level, since, recent, seen, level);
        }
    }

    public CheckState {
        known = Map.copyOf(known);
    }
}
