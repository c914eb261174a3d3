package org.headroom.loadgen.run;

import java.time.Duration;
import java.util.List;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.schedule.Share;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.scenarios.model.Scenario;

/**
 * What to run.
 *
 * @param protocols one after the other, so that they do not disturb each other
 * @param ramp climb to the full rate, before {@code duration}
 * @param duration time at the full rate, per protocol
 * @param warmUp load before each protocol's measured part, recorded apart; zero: none
 * @param openVisits so many visits at once; who comes then is turned away and counts as failed
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
        int openVisits,
        List<Slo> goals,
        long seed,
        String userAgent) {
    /** Visits open at once unless the plan says otherwise: some GiB of memory. */
    public static final int DEFAULT_OPEN_VISITS = 20_000;

    /** A plan with the usual number of open visits. */
    public LoadPlan(
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
        this(
                scenario,
                target,
                protocols,
                arrivals,
                ramp,
                duration,
                warmUp,
                limits,
                DEFAULT_OPEN_VISITS,
                goals,
                seed,
                userAgent);
    }

    public LoadPlan {
        protocols = List.copyOf(protocols);
        goals = List.copyOf(goals);
    }

    /** One protocol's turn of it on one machine, judged by nobody. */
    public LoadPlan turn(Protocol protocol, Share share) {
        int rest = share.index() < openVisits % share.count() ? 1 : 0;
        return new LoadPlan(
                scenario,
                target,
                List.of(protocol),
                arrivals,
                ramp,
                duration,
                warmUp,
                limits,
                Math.max(1, openVisits / share.count() + rest),
                List.of(),
                seed,
                userAgent);
    }
}
