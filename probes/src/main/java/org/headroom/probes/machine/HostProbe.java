package org.headroom.probes.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/**
 * A host as it sees itself. Readings of the host are named by it, those of its file systems {@code origin1:/srv/disk},
 * of its daemons {@code origin1/fpm}, of its lines to others {@code origin1>origin2}.
 *
 * <p>A host that is away is a reading: {@code reachable} 0. A host that may not be asked is a failure.
 */
final class HostProbe implements Probe {
    static final String NAME = "host";
    static final String REACHABLE = "reachable";
    static final String PROBLEM = "problem";
    static final String ADVICE = "advice";

    private static final String HOST = "host";
    private static final String SELF = "-";
    private static final String COUNT = "count";
    private static final String RATIO = "ratio";
    private static final String BYTES = "bytes";
    private static final String SECONDS = "seconds";

    private final HostSource source;
    private final List<Peer> peers;
    private final Clock clock;

    /** Orders what it needs. */
    HostProbe(HostSource source, List<Peer> peers, boolean light, Clock clock) {
        this.source = source;
        this.peers = List.copyOf(peers);
        this.clock = clock;
        HostOrders.of(peers, light).forEach(source::order);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String host() {
        return source.host();
    }

    @Override
    public Sample sample(Duration deadline) {
        HostAnswer answer = source.ask(deadline);
        Instant now = clock.instant();
        return switch (answer) {
            case HostAnswer.Looked(HostFacts facts) -> new Reader(now, facts).all();
            case HostAnswer.Unreachable(boolean reached, String problem, String advice) ->
                reached
                        ? new Sample.Failed(new ProbeFailure(now, NAME, host(), problem, advice))
                        : new Sample.Readings(
                                List.of(new Reading(now, NAME, host(), REACHABLE, 0, COUNT)),
                                List.of(fact(host(), PROBLEM, problem), fact(host(), ADVICE, advice)));
        };
    }

    private static Fact fact(String subject, String key, String text) {
        return new Fact(NAME, subject, key, text);
    }

    private final class Reader {
        private final Instant now;
        private final HostFacts from;
        private final List<Reading> readings = new ArrayList<>();
        private final List<Fact> facts = new ArrayList<>();

        Reader(Instant now, HostFacts from) {
            this.now = now;
            this.from = from;
        }

        Sample all() {
            add(host(), REACHABLE, OptionalDouble.of(1), COUNT);
            self();
            groups();
            disks();
            clocks();
            peers.forEach(this::line);
            return new Sample.Readings(readings, facts);
        }

        private void self() {
            List.of("cores", "processes_blocked").forEach(key -> add(host(), key, number(SELF, key), COUNT));
            List.of("load_1m", "load_5m").forEach(key -> add(host(), key, number(SELF, key), RATIO));
            List.of("memory_total", "memory_available", "swap_total", "swap_free")
                    .forEach(key -> add(host(), key, number(SELF, key), BYTES));
            for (String what : List.of("cpu", "memory", "io")) {
                for (String how : List.of("some", "full")) {
                    String key = "pressure_" + what + "_" + how;
                    add(host(), key, number(SELF, key), RATIO);
                }
            }
            add(host(), "oom_kills_total", number(SELF, "oom_kills"), COUNT);
            limit(host(), SELF);
            why(host(), HOST, SELF);
            String version = from.text("helper", SELF, "version").orElse("");
            facts.add(fact(host(), "helper_version", version));
        }

        private void groups() {
            for (String group : List.of("apache", "fpm")) {
                String subject = host() + "/" + group;
                add(subject, "processes", number(group, "processes"), COUNT);
                add(subject, "memory_pss", number(group, "pss"), BYTES);
                add(subject, "memory_rss", number(group, "rss"), BYTES);
                limit(subject, group);
            }
        }

        private void limit(String subject, String group) {
            add(subject, "memory_limit", number(group, "limit"), BYTES);
            add(subject, "memory_limit_used", number(group, "limit_used"), BYTES);
            from.text(HOST, group, "limit_of").ifPresent(text -> facts.add(fact(subject, "limit_of", text)));
        }

        private void disks() {
            why(host(), "disk", SELF);
            from.problems("disk").forEach((mount, why) -> facts.add(fact(host() + ":" + mount, "disk_problem", why)));
            for (String mount : from.subjects("disk")) {
                String subject = host() + ":" + mount;
                for (String key : List.of("total", "free", "available")) {
                    add(subject, "disk_" + key, from.number("disk", mount, key), BYTES);
                }
                add(subject, "inodes", from.number("disk", mount, "inodes"), COUNT);
                add(subject, "inodes_free", from.number("disk", mount, "inodes_free"), COUNT);
                add(subject, "disk_failed", from.number("disk", mount, "failed"), COUNT);
                from.text("disk", mount, "source").ifPresent(text -> facts.add(fact(subject, "disk_source", text)));
            }
        }

        private void why(String subject, String section, String of) {
            from.problem(section, of).ifPresent(text -> facts.add(fact(subject, section + "_problem", text)));
        }

        /** The host's clock minus ours is between these two: what it says left before it came, and came after it left. */
        private void clocks() {
            OptionalDouble sent = from.number("helper", SELF, "sent");
            OptionalDouble began = from.number("helper", SELF, "began");
            OptionalDouble ended = from.number("helper", SELF, "ended");
            OptionalDouble received = from.number("helper", SELF, "received");
            if (sent.isPresent() && began.isPresent() && ended.isPresent() && received.isPresent()) {
                double least = ended.getAsDouble() - received.getAsDouble();
                double most = began.getAsDouble() - sent.getAsDouble();
                if (least <= most) {
                    add(host(), "clock_offset_least", OptionalDouble.of(least), SECONDS);
                    add(host(), "clock_offset_most", OptionalDouble.of(most), SECONDS);
                }
            }
        }

        private void line(Peer peer) {
            String subject = host() + ">" + peer.host();
            add(subject, "round_trip", from.number("roundtrip", peer.target(), SECONDS), SECONDS);
            Optional<String> failure = from.text("roundtrip", peer.target(), "failure");
            failure.filter(_ -> peer.member()).ifPresent(text -> facts.add(fact(subject, "round_trip_failure", text)));
        }

        private OptionalDouble number(String subject, String key) {
            return from.number(HOST, subject, key);
        }

        private void add(String subject, String name, OptionalDouble value, String unit) {
            value.ifPresent(known -> readings.add(new Reading(now, NAME, subject, name, known, unit)));
        }
    }
}
