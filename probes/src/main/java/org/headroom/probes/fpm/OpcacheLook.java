package org.headroom.probes.fpm;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;
import org.headroom.scenarios.stack.FpmPool;
import org.headroom.scenarios.stack.Origin;

/** One look at the opcache of an origin's pools, outside of any check. */
public final class OpcacheLook {
    private OpcacheLook() {}

    /**
     * What the first pool's {@code opcache-url} that answers tells: pools of one PHP-FPM share one opcache. Empty if there
     * is none, or none answers.
     *
     * @param patience for each
     */
    public static List<Reading> of(Origin origin, StatusClient client, Clock clock, Duration patience) {
        for (FpmPool pool : origin.fpm()) {
            List<Reading> readings = pool.opcacheUrl()
                    .map(url -> read(
                            PoolPageProbe.opcache(origin.name() + "/" + pool.pool(), client.http(url), clock),
                            patience))
                    .orElse(List.of());
            if (readings.stream()
                    .anyMatch(reading -> reading.name().equals(PoolPageProbe.CAME) && reading.value() > 0)) {
                return readings;
            }
        }
        return List.of();
    }

    private static List<Reading> read(Probe probe, Duration patience) {
        return switch (probe.sample(patience)) {
            case Sample.Readings(List<Reading> readings, var _) -> readings;
            case Sample.Failed _ -> List.of();
        };
    }
}
