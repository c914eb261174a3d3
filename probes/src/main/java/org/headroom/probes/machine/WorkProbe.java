package org.headroom.probes.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/**
 * Memory of an origin's Apache and PHP-FPM at work: a sample of them in each look, for what a load is sized by.
 *
 * <p>Readings of a pool are of {@code origin/pool}: {@code child_at_work}, private bytes of a child that is at a request,
 * and {@code child_peak}, about the most that the largest child had of its own since it began. Apache's are of the origin:
 * PSS and threads of its largest process. Who may not look there tells nothing; that is for {@link HostProbe} to say.
 */
final class WorkProbe implements Probe {
    static final String NAME = "work";

    private static final String BYTES = "bytes";
    private static final String APACHE = "apache";
    private static final String POOL = "pool ";

    private final String origin;
    private final HostSource source;
    private final Clock clock;

    /** Orders what it needs. */
    WorkProbe(String origin, HostSource source, Clock clock) {
        this.origin = origin;
        this.source = source;
        this.clock = clock;
        source.order(Order.of(NAME));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String host() {
        return origin;
    }

    @Override
    public Sample sample(Duration deadline) {
        HostAnswer answer = source.ask(deadline);
        Instant now = clock.instant();
        return new Sample.Readings(
                switch (answer) {
                    case HostAnswer.Looked(HostFacts facts) -> readings(now, facts);
                    case HostAnswer.Unreachable _ -> List.of();
                });
    }

    private List<Reading> readings(Instant now, HostFacts facts) {
        List<Reading> readings = new ArrayList<>();
        add(readings, now, origin, "process_pss", facts.number(NAME, APACHE, "pss"), BYTES);
        add(readings, now, origin, "process_threads", facts.number(NAME, APACHE, "threads"), "count");
        for (String part : facts.subjects(NAME)) {
            if (part.startsWith(POOL)) {
                String pool = origin + "/" + part.substring(POOL.length());
                add(readings, now, pool, "child_at_work", facts.number(NAME, part, "private"), BYTES);
                add(readings, now, pool, "child_peak", facts.number(NAME, part, "peak"), BYTES);
            }
        }
        return readings;
    }

    private static void add(
            List<Reading> readings, Instant now, String host, String name, OptionalDouble value, String unit) {
        value.ifPresent(known -> readings.add(new Reading(now, NAME, host, name, known, unit)));
    }
}
