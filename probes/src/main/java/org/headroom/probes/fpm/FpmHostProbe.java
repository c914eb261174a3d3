package org.headroom.probes.fpm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/**
 * PHP-FPM as its host sees it, without asking FPM anything: so it answers when every child is busy.
 *
 * <p>Readings of FPM as a whole are of the host, those of pools of {@code host/pool}. A host that cannot be looked at is no
 * failure here but the reading {@code looked} = 0.
 */
final class FpmHostProbe implements Probe {
    /** The probe that its readings name: a pool's page has readings of the same pool. */
    static final String NAME = "fpm-host";

    private static final String SECTION = "fpm";
    private static final String HOST_ITSELF = "-";
    private static final String COUNT = "count";
    private static final Map<String, String> POOL = Map.of(
            "children", "children",
            "busy", "busy",
            "queue", "queue",
            "backlog", "backlog",
            "pm.max_children", "max_children");
    private static final List<String> POOL_FACTS = List.of("listen", "pm", "pm.status_listen", "slowlog");

    private final String host;
    private final HostSource source;
    private final Clock clock;

    FpmHostProbe(String host, HostSource source, Clock clock) {
        this.host = host;
        this.source = source;
        this.clock = clock;
        source.order(Order.of(SECTION));
    }

    @Override
    public String name() {
        return FpmView.PAGE;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Sample sample(Duration deadline) {
        Collected collected = new Collected(Instant.now(clock));
        switch (source.ask(deadline)) {
            case HostAnswer.Looked(HostFacts found) -> {
                boolean told = found.number(SECTION, HOST_ITSELF, "masters").isPresent();
                collected.add(host, "looked", told ? 1 : 0, COUNT);
                collected.add(host, "reached", 1, COUNT);
                collected.add(host, "masters", found.number(SECTION, HOST_ITSELF, "masters"), COUNT);
                collected.add(host, "orphans", found.number(SECTION, HOST_ITSELF, "orphans"), COUNT);
                collected.add(host, "age", found.number(SECTION, HOST_ITSELF, "age"), "seconds");
                collected.add(found, HOST_ITSELF, host, List.of("config", "deleted"));
                found.subjects(SECTION).stream()
                        .filter(pool -> !pool.equals(HOST_ITSELF))
                        .forEach(pool -> collected.pool(found, pool));
            }
            case HostAnswer.Unreachable(boolean reached, var _, var _) -> {
                collected.add(host, "looked", 0, COUNT);
                collected.add(host, "reached", reached ? 1 : 0, COUNT);
            }
        }
        return new Sample.Readings(collected.readings, collected.facts);
    }

    /** What becomes one sample. */
    private final class Collected {
        private final Instant time;
        private final List<Reading> readings = new ArrayList<>();
        private final List<Fact> facts = new ArrayList<>();

        Collected(Instant time) {
            this.time = time;
        }

        void pool(HostFacts found, String pool) {
            String subject = host + "/" + pool;
            POOL.forEach((key, name) -> add(subject, name, found.number(SECTION, pool, key), COUNT));
            add(subject, "pss_mean", found.number(SECTION, pool, "pss_mean"), "bytes");
            add(subject, "pss_max", found.number(SECTION, pool, "pss_max"), "bytes");
            // FPM takes 5, 5s, 1m, …; all that matters is whether it is on.
            found.text(SECTION, pool, "request_slowlog_timeout")
                    .ifPresent(text -> add(subject, "slowlog_on", text.matches("0*[a-z]?") ? 0 : 1, COUNT));
            add(found, pool, subject, POOL_FACTS);
        }

        void add(HostFacts found, String subject, String named, List<String> keys) {
            for (String key : keys) {
                found.text(SECTION, subject, key)
                        .ifPresent(text -> facts.add(new Fact(NAME, named, key.replace('.', '_'), text)));
            }
        }

        void add(String subject, String name, OptionalDouble value, String unit) {
            value.ifPresent(known -> add(subject, name, known, unit));
        }

        void add(String subject, String name, double value, String unit) {
            readings.add(new Reading(time, NAME, subject, name, value, unit));
        }
    }
}
