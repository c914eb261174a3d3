package org.headroom.probes.galera;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.health.Subject;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/** A write on one node, timed until it is visible on the others. Only where the stack file names a table for it. */
final class CanaryProbe implements Probe {
    static final String HOST = Subject.CLUSTER;

    /** The part of a node that readings of its canary are about. */
    static final String CANARY = "/canary";

    private static final double SHARE = 0.3;

    private final Canary canary;
    private final Clock clock;

    CanaryProbe(Canary canary, Clock clock) {
        this.canary = canary;
        this.clock = clock;
    }

    @Override
    public String name() {
        return GaleraNodeProbe.NAME;
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public Sample sample(Duration deadline) {
        Instant time = clock.instant();
        try {
            Canary.Flight flight = canary.fly(Duration.ofNanos((long) (deadline.toNanos() * SHARE)));
            List<Reading> readings = new ArrayList<>();
            flight.seconds()
                    .forEach((node, seconds) -> readings.add(
                            new Reading(time, GaleraNodeProbe.NAME, node + CANARY, "canary_time", seconds, "seconds")));
            flight.blind()
                    .forEach(node -> readings.add(new Reading(
                            time, GaleraNodeProbe.NAME, node + CANARY, "canary_blind", flight.waited(), "seconds")));
            return new Sample.Readings(
                    readings, List.of(new Fact(GaleraNodeProbe.NAME, HOST, "canary_writer", flight.writer())));
        } catch (TroubleException e) {
            return new Sample.Failed(new ProbeFailure(
                    time,
                    GaleraNodeProbe.NAME,
                    HOST,
                    "no canary write: " + e.trouble().detail(),
                    e.trouble().kind().advice()));
        }
    }
}
