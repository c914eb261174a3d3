package org.headroom.tuner.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunResult;
import org.headroom.probes.reading.Reading;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;

/**
 * What a run and the readings beside it tell of an origin's demand.
 *
 * <ul>
 *   <li>arrivals λ: p95 over the run of the pool's requests per second, times pages offered / pages done where the
 *       origin did not keep up (what it had no time to accept was demand, too)
 *   <li>service time W = mean active children / mean requests per second (Little's law)
 *   <li>compute share: mean of what FPM told of its idle children's last requests
 *   <li>static: Apache's requests less those of all pools and of the probes; its time by Little's law on the workers that
 *       are neither in PHP nor waiting for it, nor answer the probe
 * </ul>
 *
 * <p>What there are no readings for is assumed.
 */
public final class DemandFromRun {
    /** The status page itself is answered by a worker. */
    private static final int OWN_WORKER = 1;

    private final List<Reading> readings;
    private final String origin;
    private final double offeredPerDone;

    /**
     * Demand on one origin.
     *
     * @param run the run during which the readings were taken; empty if it is not known
     */
    public DemandFromRun(String origin, Optional<RunResult> run, List<Reading> readings) {
        this.origin = origin;
        this.readings = List.copyOf(readings);
        this.offeredPerDone = run.map(DemandFromRun::offeredPerDone).orElse(1.0);
    }

    /** λ of a pool. */
    public Figure phpRequests(String pool) {
        Series rates = fpm(pool, "requests_per_second");
        if (rates.isEmpty() || rates.mean() <= 0) {
            return Assumptions.PHP_REQUESTS;
        }
        String unserved = offeredPerDone > 1
                ? String.format(Locale.ROOT, ", × %.2f pages offered for each done", offeredPerDone)
                : "";
        return new Figure(
                rates.p95() * offeredPerDone, "p95 of " + rates.size() + " rates of accepted connections" + unserved);
    }

    /** W of a pool. */
    public Figure serviceSeconds(String pool) {
        Series rates = fpm(pool, "requests_per_second");
        Series active = fpm(pool, "active_processes");
        if (rates.isEmpty() || active.isEmpty() || rates.mean() <= 0 || active.mean() <= 0) {
            return Assumptions.SERVICE_SECONDS;
        }
        return new Figure(
                active.mean() / rates.mean(),
                String.format(
                        Locale.ROOT,
                        "Little's law: %.2f children busy in the mean / %.2f requests a second",
                        active.mean(),
                        rates.mean()));
    }

    /** C / W of a pool. */
    public Figure computeShare(String pool) {
        Series shares = fpm(pool, "compute_ratio");
        return shares.isEmpty() || shares.mean() <= 0
                ? Assumptions.COMPUTE_SHARE
                : new Figure(
                        Math.clamp(shares.mean(), 0.01, 1),
                        "CPU of children's last requests, " + shares.size() + " samples");
    }

    /** The most memory that a request of a pool took at its peak, if FPM told. */
    public Optional<Figure> requestMemory(String pool) {
        Series peaks = fpm(pool, "request_memory");
        return peaks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(
                        peaks.largest(), "largest peak of a request in " + peaks.size() + " samples of FPM's status"));
    }

    /** What the daemons took meanwhile. */
    WorkMemory atWork() {
        return new WorkMemory(origin, readings);
    }

    /** What the opcache of these pools says of itself. */
    Optional<OpcacheState> opcache(List<String> pools) {
        return OpcacheState.of(origin, pools, readings);
    }

    /** What Apache answered without PHP. */
    public OriginMeasurements.StaticTraffic staticTraffic(List<String> pools) {
        Series all = apache("requests_per_second");
        Series busy = apache("busy_workers");
        if (all.isEmpty() || all.mean() <= 0) {
            return new OriginMeasurements.StaticTraffic(Assumptions.STATIC_REQUESTS, Assumptions.STATIC_SECONDS);
        }
        double php = 0;
        double inPhp = 0;
        for (String pool : pools) {
            php += fpm(pool, "requests_per_second").mean();
            inPhp += fpm(pool, "active_processes").mean()
                    + fpm(pool, "listen_queue").mean();
        }
        double looks = looksPerSecond();
        double statics = Math.max(0, all.mean() - php - looks);
        Figure rate = new Figure(
                statics,
                String.format(
                        Locale.ROOT,
                        "Apache's %.1f requests a second less PHP's %.1f and the probes' %.1f",
                        all.mean(),
                        php,
                        looks));
        double workers = busy.mean() - inPhp - OWN_WORKER;
        if (statics <= 0 || workers <= 0) {
            return new OriginMeasurements.StaticTraffic(rate, Assumptions.STATIC_SECONDS);
        }
        return new OriginMeasurements.StaticTraffic(
                rate,
                new Figure(
                        Math.clamp(workers / statics, 0.0005, 1),
                        String.format(
                                Locale.ROOT,
                                "Little's law: %.2f workers not in PHP / %.1f requests a second, at most 1 s",
                                workers,
                                statics)));
    }

    /** Connections that the proxies kept open without a request, at most. */
    public Optional<Figure> idleConnections() {
        Series idle = apache("connections_async_keepalive");
        return idle.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(idle.p95(), "p95 of Apache's connections in keep-alive"));
    }

    /** Each look at Apache is a request to it. Pools' status pages may or may not pass it: they are left in. */
    private double looksPerSecond() {
        List<Instant> times = readings.stream()
                .filter(reading -> reading.probe().equals("apache")
                        && reading.host().equals(origin)
                        && reading.name().equals("busy_workers"))
                .map(Reading::time)
                .sorted()
                .toList();
        if (times.size() < 2) {
            return 0;
        }
        double seconds = Duration.between(times.getFirst(), times.getLast()).toMillis() / 1e3;
        return seconds > 0 ? (times.size() - 1) / seconds : 0;
    }

    private Series fpm(String pool, String name) {
        return Series.of(readings, "fpm", origin + "/" + pool, name);
    }

    private Series apache(String name) {
        return Series.of(readings, "apache", origin, name);
    }

    private static double offeredPerDone(RunResult run) {
        long offered = 0;
        long done = 0;
        for (ProtocolSummary protocol : run.summary().protocols()) {
            offered += protocol.pages().offered();
            done += protocol.pages().count() - protocol.pages().failed();
        }
        // More than tenfold is an origin that was down, not demand that it could be sized for.
        return done > 0 ? Math.clamp((double) offered / done, 1, 10) : 1;
    }
}
