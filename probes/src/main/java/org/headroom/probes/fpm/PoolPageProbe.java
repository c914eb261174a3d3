package org.headroom.probes.fpm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/**
 * A page that a pool's own children serve: its ping, or its opcache's state.
 *
 * <p>That it does not come is no failure here but the reading {@code came} = 0, since what that means depends on the
 * pool: with every child busy it waits like any visitor.
 */
final class PoolPageProbe implements Probe {
    static final String PING = "fpm-ping";
    static final String OPCACHE = "fpm-opcache";
    static final String CAME = "came";

    /** Makes readings of what came. */
    interface Reader {
        /** Numbers by name with their unit; throws {@link IllegalArgumentException} with why, if it is not that page. */
        Map<String, OpcacheStatus.Figure> read(String text);
    }

    private final String name;
    private final String host;
    private final StatusPage page;
    private final Reader reader;
    private final Clock clock;

    private PoolPageProbe(String name, String host, StatusPage page, Reader reader, Clock clock) {
        this.name = name;
        this.host = host;
        this.page = page;
        this.reader = reader;
        this.clock = clock;
    }

    static PoolPageProbe ping(String host, StatusPage page, Clock clock) {
        return new PoolPageProbe(PING, host, page, _ -> Map.of(), clock);
    }

    static PoolPageProbe opcache(String host, StatusPage page, Clock clock) {
        return new PoolPageProbe(OPCACHE, host, page, OpcacheStatus::read, clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Sample sample(Duration deadline) {
        Instant time = Instant.now(clock);
        return switch (page.fetch(deadline.compareTo(FpmStatusProbe.LONGEST) > 0 ? FpmStatusProbe.LONGEST : deadline)) {
            case StatusPage.Unavailable none ->
                absent(time, none.problem(), none.advice(), none.cause().name());
            case StatusPage.Body(String text) -> {
                try {
                    List<Reading> readings = new ArrayList<>();
                    reader.read(text)
                            .forEach((key, number) -> readings.add(reading(time, key, number.value(), number.unit())));
                    readings.add(reading(time, CAME, 1, "count"));
                    yield new Sample.Readings(readings);
                } catch (IllegalArgumentException e) {
                    yield absent(
                            time,
                            page.where() + " " + e.getMessage(),
                            "put the script of docs/probes/fpm.md there",
                            "OTHER");
                }
            }
        };
    }

    private Sample absent(Instant time, String problem, String advice, String cause) {
        return new Sample.Readings(
                List.of(reading(time, CAME, 0, "count")),
                List.of(
                        new Fact(name, host, "problem", problem),
                        new Fact(name, host, "advice", advice),
                        new Fact(name, host, "cause", cause)));
    }

    private Reading reading(Instant time, String key, double value, String unit) {
        return new Reading(time, name, host, key, value, unit);
    }
}
