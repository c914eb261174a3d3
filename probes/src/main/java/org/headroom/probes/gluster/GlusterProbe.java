package org.headroom.probes.gluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/**
 * What one host sees of the file cluster: its own bricks and glusterd if it is a node, and the volumes that it has mounted.
 *
 * <p>Never runs the {@code gluster} command, so that it neither waits for the cluster's lock nor holds it; it cannot see what
 * a node without a way to it knows.
 */
final class GlusterProbe implements Probe {
    static final String NAME = "gluster";

    private final HostSource source;
    private final String host;
    private final Clock clock;

    /**
     * The orders are given already.
     *
     * @param host as the stack file names it
     */
    GlusterProbe(HostSource source, String host, Clock clock) {
        this.source = source;
        this.host = host;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Sample sample(Duration deadline) {
        return switch (source.ask(deadline)) {
            case HostAnswer.Looked(HostFacts facts) -> HelperAnswer.of(Instant.now(clock), host, facts);
            case HostAnswer.Unreachable(var _, String problem, String advice) ->
                new Sample.Failed(new ProbeFailure(Instant.now(clock), NAME, host, problem, advice));
        };
    }
}
