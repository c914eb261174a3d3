package org.headroom.probes.apache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.CounterRate;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.sampling.ReadingList;

/**
 * Apache by its {@code server-status?auto} page.
 *
 * <p>Takes a worker for as long as the page takes; with every worker busy it waits in Apache's own queue and fails at
 * its deadline, which then is the reading. It cannot see connections that wait to be accepted.
 */
public final class ApacheStatusProbe implements Probe {
    private static final String COUNT = "count";
    private static final Map<String, String> COUNTS = Map.ofEntries(
            Map.entry("GracefulWorkers", "graceful_workers"),
            Map.entry("Processes", "processes"),
            Map.entry("Stopping", "stopping_processes"),
            Map.entry("ConnsTotal", "connections"),
            Map.entry("ConnsAsyncWaitIO", "connections_async_wait_io"),
            Map.entry("ConnsAsyncWriting", "connections_async_writing"),
            Map.entry("ConnsAsyncKeepAlive", "connections_async_keepalive"),
            Map.entry("ConnsAsyncClosing", "connections_async_closing"),
            Map.entry("Total Accesses", "accesses_total"),
            Map.entry("ParentServerConfigGeneration", "config_generation"),
            Map.entry("ParentServerMPMGeneration", "mpm_generation"));

    private final String host;
    private final StatusPage page;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final CounterRate accesses = new CounterRate();

    public ApacheStatusProbe(String host, StatusPage page, Clock clock, LongSupplier nanoTime) {
        this.host = host;
        this.page = page;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "apache";
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Sample sample(Duration deadline) {
        return switch (page.fetch(deadline)) {
            case StatusPage.Unavailable none -> failed(none.problem(), none.advice(), none.cause());
            case StatusPage.Body(String text) ->
                switch (ServerStatusParser.parse(text)) {
                    case ServerStatusParser.Unreadable(String why) ->
                        failed(
                                page.where() + " is no server-status?auto page: " + why,
                                "the address must end in '?auto' and be answered by mod_status");
                    case ServerStatusParser.Parsed(ServerStatus status) -> readings(status);
                };
        };
    }

    private Sample readings(ServerStatus status) {
        ReadingList list = new ReadingList(Instant.now(clock), this);
        list.add("busy_workers", status.busyWorkers(), COUNT);
        list.add("idle_workers", status.idleWorkers(), COUNT);
        list.add("busy_ratio", status.busyRatio(), "ratio");
        COUNTS.forEach((field, name) -> list.add(name, status.field(field), COUNT));
        list.add("uptime", status.field("ServerUptimeSeconds"), "seconds");
        list.add("requests_per_second", requestsPerSecond(status), "per_second");
        status.scoreboard().ifPresent(board -> {
            list.add("worker_slots", board.slots(), COUNT);
            Scoreboard.STATES.forEach((letter, state) -> list.add("scoreboard_" + state, board.count(letter), COUNT));
        });
        return new Sample.Readings(list.toList(), facts(status));
    }

    private List<Fact> facts(ServerStatus status) {
        List<Fact> facts = new ArrayList<>();
        status.text("ServerMPM").ifPresent(mpm -> facts.add(new Fact(name(), host, "mpm", mpm)));
        status.text("ServerVersion").ifPresent(version -> facts.add(new Fact(name(), host, "version", version)));
        return facts;
    }

    /** Requests since the last sample, the probe's own included (one a sample), by the counter of all accesses. */
    private OptionalDouble requestsPerSecond(ServerStatus status) {
        OptionalDouble total = status.field("Total Accesses");
        return total.isPresent()
                ? accesses.perSecond(total.getAsDouble(), nanoTime.getAsLong())
                : OptionalDouble.empty();
    }

    private Sample failed(String problem, String advice) {
        return failed(problem, advice, ProbeFailure.Cause.OTHER);
    }

    private Sample failed(String problem, String advice, ProbeFailure.Cause cause) {
        return new Sample.Failed(new ProbeFailure(Instant.now(clock), name(), host, problem, advice, cause));
    }
}
