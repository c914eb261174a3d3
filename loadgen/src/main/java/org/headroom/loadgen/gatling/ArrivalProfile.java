package org.headroom.loadgen.gatling;

import io.gatling.commons.util.Clock;
import io.gatling.core.controller.inject.InjectionProfile;
import io.gatling.core.controller.inject.Workload;
import io.gatling.core.scenario.Scenario;
import io.gatling.core.stats.StatsEngine;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.atomic.AtomicLong;
import scala.Option;

/** Gives Gatling our schedule to inject by. */
final class ArrivalProfile implements InjectionProfile {
    private final VisitProgram program;
    private final Arrivals arrivals;

    ArrivalProfile(VisitProgram program, Arrivals arrivals) {
        this.program = program;
        this.arrivals = arrivals;
    }

    @Override
    public Option<Object> totalUserCount() {
        return Option.empty();
    }

    @Override
    public Workload workload(
            Scenario scenario,
            AtomicLong userIds,
            long startMillis,
            EventLoopGroup eventLoops,
            StatsEngine statistics,
            Clock clock) {
        return new ArrivalWorkload(program, arrivals, scenario, userIds, eventLoops, statistics);
    }
}
