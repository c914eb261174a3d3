package org.headroom.probes.check;

import java.time.Instant;
import java.util.Optional;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;

/**
 * A verdict, set against what was known before.
 *
 * @param verdict as the rule gave it now
 * @param level what counts: after hysteresis
 * @param since when that level began
 * @param told the level that people were last told of; OK if they never were
 * @param quiet why nobody is called for it; empty when people are
 * @param because the key of the verdict that this one follows from
 */
public record Judged(
        Verdict verdict, Level level, Instant since, Level told, Optional<String> quiet, Optional<String> because) {
    /** Whether people are to be called. */
    public boolean alarms() {
        return level != Level.OK && quiet.isEmpty();
    }

    /** Whether people do not know yet how it is. */
    public boolean changed() {
        return quiet.isEmpty() && told != level;
    }

    Judged following(String cause) {
        return new Judged(verdict, level, since, told, quiet, Optional.of(cause));
    }
}
