package org.headroom.probes.fpm;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.CounterRate;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.sampling.ReadingList;

/**
 * One PHP-FPM pool by its status page.
 *
 * <p>Over the pool's own socket or through Apache the page needs a free child: with all of them busy it comes late or
 * not at all (measured: 4 s), and that is then a failure. With {@code pm.status_listen} it comes at once (0.2 s).
 */
public final class FpmStatusProbe implements Probe {
    private static final String COUNT = "count";
    /** A page that takes longer waits for a child, and what is worth knowing of that the host tells. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    private static final Map<String, String> COUNTS = Map.of(
            "total processes", "total_processes",
            "max active processes", "max_active_processes",
            "max children reached", "max_children_reached",
            "slow requests", "slow_requests",
            "accepted conn", "accepted_total",
            "start since", "uptime");

    private final String origin;
    private final Pool pool;
    private final StatusPage page;
    private final Optional<UnixListenQueue> kernelQueue;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final CounterRate accepted = new CounterRate();
    private int ownRequests;
    private double lastAccepted;
    private double mostProcesses;

    /**
     * The pool as the stack file has it.
     *
     * @param name as in its section header
     * @param statusPath its pm.status_path
     * @param statusTakesChild whether the page is served by the pool's own children, and so is counted by the pool; what
     *     the page itself tells of its children comes before this
     * @param localSocket the unix socket that it listens on, if it does and that is on this machine
     */
    public record Pool(String name, String statusPath, boolean statusTakesChild, Optional<Path> localSocket) {}

    public FpmStatusProbe(String origin, Pool pool, StatusPage page, Clock clock, LongSupplier nanoTime) {
        this.origin = origin;
        this.pool = pool;
        this.page = page;
        this.kernelQueue = pool.localSocket().map(socket -> new UnixListenQueue(Path.of("/proc/net/unix"), socket));
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * The pool by the best way to its page; empty if there is none.
     *
     * @param patient whether a page that waits for a child is left alone for a while, so as not to stand in line again and
     *     again
     */
    public static Optional<FpmStatusProbe> of(
            String origin, String pool, PoolPage ways, StatusClient client, Clock clock, boolean patient) {
        return ways.open(client)
                .map(page -> patient && ways.takesChild() ? new PatientPage(page, System::nanoTime) : page)
                .map(page -> new FpmStatusProbe(
                        origin,
                        new Pool(pool, ways.ownPath(), ways.takesChild(), ways.localSocket()),
                        page,
                        clock,
                        System::nanoTime));
    }

    @Override
    public String name() {
        return "fpm";
    }

    @Override
    public String host() {
        return origin + "/" + pool.name();
    }

    @Override
    public Sample sample(Duration deadline) {
        return switch (page.fetch(deadline.compareTo(LONGEST) > 0 ? LONGEST : deadline)) {
            case StatusPage.Unavailable none -> failed(none.problem(), none.advice(), none.cause());
            case StatusPage.Body(String text) ->
                switch (PoolStatusParser.parse(text, pool.statusPath())) {
                    case PoolStatusParser.Unreadable(String why) ->
                        failed(
                                page.where() + " is no FPM status page: " + why,
                                "set pm.status_path, and ask for it with '?json'");
                    case PoolStatusParser.Parsed(PoolStatus status) -> judged(status);
                };
        };
    }

    private Sample judged(PoolStatus status) {
        if (!status.pool().isEmpty() && !status.pool().equals(pool.name())) {
            return failed(
                    page.where() + " answers for pool '" + status.pool() + "', not '" + pool.name() + "'",
                    "give each pool its own listen address, and the right one in the stack file");
        }
        return readings(status);
    }

    private Sample readings(PoolStatus status) {
        ReadingList list = new ReadingList(Instant.now(clock), this);
        COUNTS.forEach((number, name) -> list.add(name, status.number(number), COUNT));
        list.add("active_processes", siteActive(status), COUNT);
        list.add("idle_processes", Math.max(0, total(status) - siteActive(status)), COUNT);
        list.add("busy_ratio", busyRatio(status), "ratio");
        list.add("requests_per_second", requestsPerSecond(status), "per_second");
        list.add("compute_ratio", status.computeShare(), "ratio");
        list.add("request_memory", status.requestMemory(), "bytes");
        OptionalDouble queue = status.trustedListenQueue();
        if (queue.isPresent()) {
            list.add("listen_queue_len", status.number("listen queue len"), COUNT);
        } else if (kernelQueue.isPresent()) {
            queue = kernelQueue.get().length();
        }
        // No listen_queue is better than one that reads 0 for ever; this one tells which it is.
        list.add("listen_queue_known", queue.isPresent() ? 1 : 0, COUNT);
        list.add("listen_queue", queue, COUNT);
        list.add("longest_request", status.running().longest(), "seconds");
        list.add("half_running", status.running().half(), "seconds");
        return new Sample.Readings(list.toList(), facts(status));
    }

    private List<Fact> facts(PoolStatus status) {
        List<Fact> facts = new ArrayList<>();
        if (!status.processManager().isEmpty()) {
            facts.add(new Fact(name(), host(), "process_manager", status.processManager()));
        }
        status.running().longestUri().ifPresent(uri -> facts.add(new Fact(name(), host(), "longest_request", uri)));
        return facts;
    }

    /** Active children, less the one that serves the page. */
    private double siteActive(PoolStatus status) {
        return Math.max(0, status.number("active processes").orElse(0) - ownChildren(status));
    }

    private static double total(PoolStatus status) {
        double counted = status.number("active processes").orElse(0)
                + status.number("idle processes").orElse(0);
        return status.number("total processes").orElse(counted);
    }

    private int ownChildren(PoolStatus status) {
        return status.servedByPool().orElse(pool.statusTakesChild()) ? 1 : 0;
    }

    /**
     * busy_ratio = active / processes, the child that serves the page left out of both: of two children with one at the
     * site and one at the page, all that the site can have is busy.
     *
     * <p>FPM does not tell its max_children. A static pool always has as many; a dynamic one keeps spare children until
     * it has as many. An ondemand pool has no spare ones, so the share says nothing there until it has met its limit,
     * which then is the most processes that it was seen to have.
     */
    private OptionalDouble busyRatio(PoolStatus status) {
        mostProcesses = Math.max(mostProcesses, total(status));
        double limit = (status.onDemand() ? mostProcesses : total(status)) - ownChildren(status);
        boolean limitKnown =
                !status.onDemand() || status.number("max children reached").orElse(0) > 0;
        return limitKnown && limit > 0
                ? OptionalDouble.of(Math.min(1, siteActive(status) / limit))
                : OptionalDouble.empty();
    }

    /** Requests since the last sample, less the one that asked for the page where a child of the pool served it. */
    private OptionalDouble requestsPerSecond(PoolStatus status) {
        OptionalDouble total = status.number("accepted conn");
        if (total.isEmpty()) {
            return total;
        }
        boolean restarted = total.getAsDouble() < lastAccepted;
        lastAccepted = total.getAsDouble();
        ownRequests = (restarted ? 0 : ownRequests) + ownChildren(status);
        return accepted.perSecond(Math.max(0, lastAccepted - ownRequests), nanoTime.getAsLong());
    }

    private Sample failed(String problem, String advice) {
        return failed(problem, advice, ProbeFailure.Cause.OTHER);
    }

    private Sample failed(String problem, String advice, ProbeFailure.Cause cause) {
        return new Sample.Failed(new ProbeFailure(Instant.now(clock), name(), host(), problem, advice, cause));
    }
}
