package org.headroom.probes.galera;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.galera.Trouble.Kind;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/**
 * One node of the cluster. It cannot see what the node has not noticed yet: a peer that died is a member for the five
 * seconds of {@code evs.suspect_timeout}.
 */
public final class GaleraNodeProbe implements Probe, AutoCloseable {
    /** As all of this tier's probes are called. */
    static final String NAME = "galera";

    /**
     * The subject of a node's last moment in good order: the past keeps it while the node is anything else, so that rules
     * know for how long it has been.
     */
    static final String SYNCED = "/synced";

    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final int STATE_SYNCED = 4;

    private final String node;
    private final StatusSource source;
    private final double share;
    private final Clock clock;

    /**
     * Opens nothing yet.
     *
     * @param share of a sample's deadline that each step (connecting, asking) may take
     */
    GaleraNodeProbe(String node, StatusSource source, double share, Clock clock) {
        this.node = node;
        this.source = source;
        this.share = share;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String host() {
        return node;
    }

    @Override
    public Sample sample(Duration deadline) {
        Duration patience = Duration.ofNanos((long) (deadline.toNanos() * share));
        Instant time = clock.instant();
        long began = System.nanoTime();
        try {
            NodeStatus status = new NodeStatus(source.read(patience.compareTo(LONGEST) < 0 ? patience : LONGEST));
            if (!status.known()) {
                throw new TroubleException(new Trouble(Kind.ODD, "no status variable that is known"));
            }
            return readings(time, status, (System.nanoTime() - began) / 1e9);
        } catch (TroubleException e) {
            Trouble trouble = e.trouble();
            return new Sample.Failed(new ProbeFailure(
                    time, NAME, node, trouble.problem(), trouble.kind().advice(), cause(trouble.kind())));
        }
    }

    private static ProbeFailure.Cause cause(Kind kind) {
        return switch (kind) {
            case REFUSED -> ProbeFailure.Cause.REFUSED;
            case SILENT, UNREACHABLE -> ProbeFailure.Cause.SILENT;
            case LOST, FULL -> ProbeFailure.Cause.BROKEN;
            case DENIED, BLOCKED, UNENCRYPTED, UNKNOWN_HOST, NO_PASSWORD, ODD -> ProbeFailure.Cause.OTHER;
        };
    }

    private Sample readings(Instant time, NodeStatus status, double seconds) {
        List<Reading> readings = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        status.numbers((name, value, unit) -> readings.add(new Reading(time, NAME, node, name, value, unit)));
        readings.add(new Reading(time, NAME, node, "answer_time", seconds, "seconds"));
        boolean synced =
                readings.stream().anyMatch(one -> one.name().equals("local_state") && one.value() == STATE_SYNCED);
        if (synced) {
            readings.add(new Reading(time, NAME, node + SYNCED, "synced", 1, "count"));
        }
        status.facts((name, text) -> facts.add(new Fact(NAME, node, name, text)));
        return new Sample.Readings(readings, facts);
    }

    /** Ends the connection that it may have kept. */
    @Override
    public void close() {
        source.close();
    }
}
