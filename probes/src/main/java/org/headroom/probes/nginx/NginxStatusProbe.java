package org.headroom.probes.nginx;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.sampling.ReadingList;

/** nginx by its stub_status page. */
final class NginxStatusProbe implements Probe {
    static final String NAME = "nginx";

    private static final Pattern ACTIVE = Pattern.compile("Active connections:\\s*([0-9]{1,15})");
    private static final Pattern TOTALS =
            Pattern.compile("(?m)^\\s*([0-9]{1,18})\\s+([0-9]{1,18})\\s+([0-9]{1,18})\\b");
    private static final Pattern STATES =
            Pattern.compile("Reading:\\s*([0-9]{1,15})\\s+Writing:\\s*([0-9]{1,15})\\s+Waiting:\\s*([0-9]{1,15})");
    private static final String COUNT = "count";

    private final String host;
    private final StatusPage page;
    private final Clock clock;

    NginxStatusProbe(String host, StatusPage page, Clock clock) {
        this.host = host;
        this.page = page;
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
        return switch (page.fetch(deadline)) {
            case StatusPage.Unavailable(String problem, String advice, ProbeFailure.Cause cause) ->
                new Sample.Failed(new ProbeFailure(Instant.now(clock), NAME, host, problem, advice, cause));
            case StatusPage.Body(String text) -> parse(text);
        };
    }

    private Sample parse(String text) {
        Matcher active = ACTIVE.matcher(text);
        Matcher totals = TOTALS.matcher(text);
        if (!active.find() || !totals.find()) {
            return failed(
                    page.where() + " is no stub_status page",
                    "`location = /nginx_status { stub_status; }` in a server that only monitoring reaches");
        }
        ReadingList list = new ReadingList(Instant.now(clock), this);
        list.add("active_connections", Double.parseDouble(active.group(1)), COUNT);
        double accepted = Double.parseDouble(totals.group(1));
        double handled = Double.parseDouble(totals.group(2));
        list.add("accepts_total", accepted, COUNT);
        list.add("handled_total", handled, COUNT);
        list.add("requests_total", Double.parseDouble(totals.group(3)), COUNT);
        // The page's three numbers are read one after the other, while connections come in.
        list.add("dropped_total", Math.max(0, accepted - handled), COUNT);
        Matcher states = STATES.matcher(text);
        if (states.find()) {
            list.add("reading_connections", Double.parseDouble(states.group(1)), COUNT);
            list.add("writing_connections", Double.parseDouble(states.group(2)), COUNT);
            list.add("waiting_connections", Double.parseDouble(states.group(3)), COUNT);
        }
        return new Sample.Readings(list.toList());
    }

    private Sample failed(String problem, String advice) {
        return new Sample.Failed(new ProbeFailure(Instant.now(clock), NAME, host, problem, advice));
    }
}
