package org.headroom.loadgen.run;

import java.time.Duration;
import java.util.List;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.scenarios.model.Scenario;

/**
 * What to run.
 *
 * @param protocols one after the other, so that they do not disturb each other
 * @param ramp climb to the full rate, before {@code duration}
 * @param duration time at the full rate, per protocol
 * @param warmUp load before each protocol's measured part, recorded nowhere; zero: none
 * @param goals judged when all is over
 */
public record LoadPlan(
        Scenario scenario,
        LoadTarget target,
        List<Protocol> protocols,
        Arrivals arrivals,
        Duration ramp,
        Duration duration,
        Duration warmUp,
        RequestLimits limits,
        List<Slo> goals,
        long seed,
        String userAgent) {
    public LoadPlan {
        protocols = List.copyOf(protocols);
        goals = List.copyOf(goals);
    }
}
