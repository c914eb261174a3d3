package org.headroom.probes.check;

import java.time.Duration;
import java.util.List;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Verdict;

/**
 * What one look at everything gave.
 *
 * @param now what was read
 * @param verdicts what that means
 * @param took from start to end
 */
public record Look(Observations now, List<Verdict> verdicts, Duration took) {
    public Look {
        verdicts = List.copyOf(verdicts);
    }
}
