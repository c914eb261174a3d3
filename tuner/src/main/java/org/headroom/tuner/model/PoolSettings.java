package org.headroom.tuner.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The directives of one PHP-FPM pool.
 *
 * <ul>
 *   <li>pm: {@code static} if the peak keeps at least half of the children busy (their memory is set aside anyway, and
 *       no burst waits for a fork); {@code ondemand} if less than a tenth of a child is busy in the mean and other pools
 *       share the host; else {@code dynamic}
 *   <li>dynamic: min_spare = ⌈max / 8⌉, start = needed children (between the spares), max_spare = start + min_spare; all
 *       at most max
 *   <li>max_requests = requests of a child in ten minutes at the peak, between 500 and 10 000: a leak is bounded, and a
 *       child is not replaced all the time
 *   <li>listen.backlog = MaxRequestWorkers, at least 64: no more requests can wait than Apache has workers, so the queue
 *       never overflows into errors, and its bound is Apache's
 * </ul>
 */
final class PoolSettings {
    private static final double RARE = 0.1;
    private static final int TEN_MINUTES = 600;
    private static final int LEAST_BACKLOG = 64;

    private final OriginMeasurements.Pool pool;
    private final Layout layout;
    private final TuningOptions options;
    private final int children;
    private final int needed;

    PoolSettings(OriginMeasurements.Pool pool, Layout layout, TuningOptions options) {
        this.pool = pool;
        this.layout = layout;
        this.options = options;
        this.children = layout.childrenOf(pool);
        this.needed = NeededChildren.of(
                pool.requestsPerSecond().value(), pool.serviceSeconds().value(), options);
    }

    List<Choice> choices() {
        List<Choice> choices = new ArrayList<>(processManager());
        choices.add(maxRequests());
        choices.add(backlog());
        choices.add(Timeouts.of(options).terminate());
        choices.add(keptOr(
                new Choice("pm.status_path", "/fpm-status", "fixed", "what `headroom check` and load runs read")));
        if (knowsStatusListen() || !current("pm.status_listen").isEmpty()) {
            choices.add(keptOr(new Choice(
                    "pm.status_listen",
                    runDirectory() + "/headroom-" + pool.name() + "-status.sock",
                    "one socket a pool",
                    "the status page answers even when every child is busy (PHP 8.0 or later)")));
        }
        return choices;
    }

    /** An older PHP-FPM does not start with it. */
    private boolean knowsStatusListen() {
        String version = options.current().getOrDefault(TuningOptions.PHP_VERSION, "8");
        return version.matches("([89]|\\d\\d)(\\..*)?");
    }

    /** Where the status page is now, others may read it there. */
    private Choice keptOr(Choice choice) {
        String now = current(choice.name());
        return now.isEmpty() ? choice : new Choice(choice.name(), now, "kept", "monitoring reads it there");
    }

    /** Beside the pool's own socket, since that directory is there. */
    private String runDirectory() {
        String listen = current("listen");
        return listen.startsWith("/") ? listen.substring(0, listen.lastIndexOf('/')) : "/run/php";
    }

    private String current(String directive) {
        return options.current().getOrDefault("php-fpm [" + pool.name() + "] " + directive, "");
    }

    private List<Choice> processManager() {
        Choice max = new Choice(
                "pm.max_children",
                children,
                NeededChildren.formula(pool, options) + "; "
                        + UsefulChildren.formula(
                                layout.origin().host().cores().value(),
                                pool.computeShare().value()) + "; " + bound(),
                "as many as the CPU can use and the memory can hold at their worst; the rest waits in the backlog");
        if (needed * 2 >= children) {
            return List.of(
                    mode("static", "needed " + needed + " ≥ half of " + children, "no burst waits for a fork"), max);
        }
        if (pool.meanBusy() < RARE && layout.origin().pools().size() > 1) {
            String mean = String.format(Locale.ROOT, "%.2f children busy in the mean", pool.meanBusy());
            return List.of(
                    mode("ondemand", mean, "a pool that is hardly used holds no memory while it is idle"),
                    max,
                    new Choice("pm.process_idle_timeout", "10s", "FPM's default", "then an idle child ends"));
        }
        return dynamic(max);
    }

    private String bound() {
        return options.wish().children().isEmpty()
                ? "memory holds " + children
                : "tried on the origin: " + layout.totalChildren() + " in all";
    }

    private List<Choice> dynamic(Choice max) {
        int minSpare = Math.ceilDiv(children, 8);
        int start = Math.clamp(needed, minSpare, children);
        int maxSpare = Math.min(children, start + minSpare);
        String why = "needed " + needed + " < half of " + children;
        return List.of(
                mode("dynamic", why, "children come and go with the load; what they do not use serves as page cache"),
                max,
                new Choice("pm.start_servers", start, "needed " + needed + ", between the spares", "no cold start"),
                new Choice("pm.min_spare_servers", minSpare, children + " / 8", "for bursts: FPM forks one by one"),
                new Choice(
                        "pm.max_spare_servers",
                        maxSpare,
                        "start " + start + " + " + minSpare + ", at most " + children,
                        "what a burst left behind ends again"));
    }

    private static Choice mode(String mode, String formula, String reason) {
        return new Choice("pm", mode, formula, reason);
    }

    private Choice maxRequests() {
        double perChild = pool.requestsPerSecond().value() * options.peakFactor() * TEN_MINUTES / children;
        return new Choice(
                "pm.max_requests",
                (long) Math.clamp(Math.ceil(perChild), 500, 10_000),
                String.format(Locale.ROOT, "%.0f a child in ten minutes, between 500 and 10000", perChild),
                "a child that leaks is replaced before it outgrows its share");
    }

    private Choice backlog() {
        int workers = layout.processes().maxRequestWorkers();
        return new Choice(
                "listen.backlog",
                Math.max(LEAST_BACKLOG, workers),
                "max(64, MaxRequestWorkers " + workers + ")",
                "no more can wait than Apache has workers: the queue is bounded, and never overflows into errors");
    }
}
