package org.headroom.probes.apache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.sampling.ReadingList;

/**
 * Apache as its host sees it: whether it runs, what it has loaded, and what its configuration says.
 *
 * <p>A host that cannot be looked at is no failure here but the reading {@code looked} = 0: the status page may well
 * answer, and that a host is away is for the host's own probe to say.
 */
final class ApacheHostProbe implements Probe {
    static final String NAME = "apache-host";
    private static final String SECTION = "apache";
    private static final String HOST_ITSELF = "-";
    private static final Map<String, String> NUMBERS = Map.of(
            "parents", "parents",
            "processes", "processes",
            "age", "age",
            "serverlimit", "server_limit",
            "threadsperchild", "threads_per_child",
            "threadlimit", "thread_limit",
            "maxrequestworkers", "max_request_workers",
            "asyncrequestworkerfactor", "async_request_worker_factor");
    private static final List<String> TEXTS = List.of(
            "modules",
            "configured_modules",
            "deleted",
            "config",
            "protocols",
            "missing_modules",
            "missing_files",
            "dangling");

    private final String host;
    private final HostSource source;
    private final Clock clock;

    ApacheHostProbe(String host, HostSource source, Clock clock) {
        this.host = host;
        this.source = source;
        this.clock = clock;
        source.order(Order.of(SECTION));
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
        ReadingList list = new ReadingList(Instant.now(clock), this);
        List<Fact> facts = new ArrayList<>();
        switch (source.ask(deadline)) {
            case HostAnswer.Looked(HostFacts found) -> {
                boolean told = found.number(SECTION, HOST_ITSELF, "parents").isPresent();
                list.add("looked", told ? 1 : 0, "count");
                list.add("reached", 1, "count");
                NUMBERS.forEach((key, name) -> list.add(
                        name, found.number(SECTION, HOST_ITSELF, key), name.equals("age") ? "seconds" : "count"));
                for (String key : TEXTS) {
                    found.text(SECTION, HOST_ITSELF, key).ifPresent(text -> facts.add(new Fact(NAME, host, key, text)));
                }
            }
            case HostAnswer.Unreachable(boolean reached, var _, var _) -> {
                list.add("looked", 0, "count");
                list.add("reached", reached ? 1 : 0, "count");
            }
        }
        return new Sample.Readings(list.toList(), facts);
    }
}
