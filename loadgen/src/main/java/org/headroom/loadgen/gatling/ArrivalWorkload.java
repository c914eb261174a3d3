package org.headroom.loadgen.gatling;

import io.gatling.core.controller.inject.Workload;
import io.gatling.core.scenario.Scenario;
import io.gatling.core.stats.StatsEngine;
import io.netty.channel.EventLoopGroup;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import scala.concurrent.duration.FiniteDuration;

/**
 * Injects users by our schedule. Gatling asks once a second and starts users to the millisecond; so each batch covers
 * a little more than the next second, and each user is started a little early: the pacer of the page replayer then holds
 * its first page to the nanosecond of its intended start. Early enough for a Gatling that has to wait for a core itself:
 * with 6 ms the 99th percentile of the start delay was twice that with 25 ms on a busy machine.
 */
final class ArrivalWorkload extends Workload {
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);
    private static final long FIRST_ARRIVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final VisitProgram program;
    private final Arrivals arrivals;
    private final AtomicLong userIds;
    private final long zeroNanos;
    private long next;

    ArrivalWorkload(
            VisitProgram program,
            Arrivals arrivals,
            Scenario scenario,
            AtomicLong userIds,
            EventLoopGroup eventLoops,
            StatsEngine statistics) {
        super(scenario, userIds, eventLoops, statistics);
        this.program = program;
        this.arrivals = arrivals;
        this.userIds = userIds;
        this.zeroNanos = program.zeroNanos(System.nanoTime() + FIRST_ARRIVAL_NANOS);
        program.begin(zeroNanos);
    }

    @Override
    public void injectBatch(FiniteDuration window) {
        long now = System.nanoTime();
        OptionalLong due =
                program.stopped() ? OptionalLong.empty() : program.schedule().fireNanos(next);
        while (due.isPresent() && zeroNanos + due.getAsLong() - now < AHEAD_NANOS) {
            long intended = zeroNanos + due.getAsLong();
            // Gatling gives the user the next id; this actor is the only one that draws ids.
            arrivals.announce(userIds.get() + 1, intended);
            injectUser(new FiniteDuration(Math.max(0, intended - LEAD_NANOS - now), TimeUnit.NANOSECONDS));
            next++;
            due = program.stopped() ? OptionalLong.empty() : program.schedule().fireNanos(next);
        }
        if (due.isEmpty()) {
            setAllScheduled();
        }
    }

    @Override
    public void endUser() {
        incrementStoppedUsers();
    }

    @Override
    public FiniteDuration duration() {
        return new FiniteDuration(program.schedule().length().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isEmpty() {
        return program.schedule().fireNanos(0).isEmpty();
    }
}
