package org.headroom.probes.nginx;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Order;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;
import org.headroom.scenarios.stack.Proxy;

/**
 * nginx from within its host: processes, limits, and what its logs tell of the last minutes. That the host cannot be
 * looked at says the tier of hosts; here it is just no reading.
 */
final class NginxHostProbe implements Probe {
    static final String NAME = "nginx-host";
    /** As far back as logs are read; a check that comes less often sees these last seconds. */
    static final int WINDOW_SECONDS = 300;

    private static final String SECTION = "nginx";
    private static final List<String> NUMBERS =
            List.of("masters", "workers", "workers_leaving", "worker_connections", "udp_sockets", "h3", "replaced");
    private static final Pattern COUNT = Pattern.compile("([0-9]{1,6})=([0-9]{1,9})");

    private final String host;
    private final HostSource source;
    private final Clock clock;

    NginxHostProbe(Proxy proxy, HostSource source, Clock clock) {
        this.host = proxy.name();
        this.source = source;
        this.clock = clock;
        source.order(Order.of(SECTION, Integer.toString(WINDOW_SECONDS), Integer.toString(proxy.httpsPort())));
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
            case HostAnswer.Looked(HostFacts facts) -> readings(facts);
            case HostAnswer.Unreachable _ -> new Sample.Readings(List.of());
        };
    }

    private Sample readings(HostFacts facts) {
        Instant time = Instant.now(clock);
        List<Reading> readings = new ArrayList<>();
        List<Fact> texts = new ArrayList<>();
        for (String name : NUMBERS) {
            facts.number(SECTION, "-", name)
                    .ifPresent(value -> readings.add(new Reading(time, NAME, host, name, value, "count")));
        }
        facts.text(SECTION, "-", "version").ifPresent(text -> texts.add(new Fact(NAME, host, "version", text)));
        for (String log : List.of("errors", "access")) {
            facts.problem(SECTION, log).ifPresent(why -> texts.add(new Fact(NAME, host, log + "_problem", why)));
            for (Map.Entry<String, String> kind : facts.of(SECTION, log).entrySet()) {
                if (kind.getKey().equals("file")) {
                    texts.add(new Fact(NAME, host, log + "_file", kind.getValue()));
                } else {
                    texts.add(new Fact(NAME, host, log + "_" + kind.getKey(), kind.getValue()));
                    readings.add(new Reading(
                            time,
                            NAME,
                            host,
                            log + "_" + kind.getKey() + "_5m",
                            within(kind.getValue(), WINDOW_SECONDS),
                            "count"));
                }
            }
        }
        return new Sample.Readings(readings, texts);
    }

    /** How many there were of an age below that. */
    static double within(String ages, double seconds) {
        double sum = 0;
        Matcher each = COUNT.matcher(ages);
        while (each.find()) {
            if (Double.parseDouble(each.group(1)) < seconds) {
                sum += Double.parseDouble(each.group(2));
            }
        }
        return sum;
    }

    /** The age of the last one in seconds. */
    static OptionalDouble youngest(String ages) {
        OptionalDouble youngest = OptionalDouble.empty();
        Matcher each = COUNT.matcher(ages);
        while (each.find()) {
            double age = Double.parseDouble(each.group(1));
            youngest = OptionalDouble.of(Math.min(age, youngest.orElse(age)));
        }
        return youngest;
    }
}
