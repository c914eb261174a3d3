package org.headroom.tuner.model;

import java.util.List;

/**
 * The directives of mpm_event, from workers and processes.
 *
 * <ul>
 *   <li>MaxRequestWorkers = processes × ThreadsPerChild ≥ workers; ServerLimit × ThreadsPerChild ≥ MaxRequestWorkers
 *   <li>AsyncRequestWorkerFactor = max(2, ⌈idle proxy connections / MaxRequestWorkers⌉): event takes
 *       (factor + 1) × MaxRequestWorkers connections, of which MaxRequestWorkers are at a request (Apache manual)
 *   <li>MinSpareThreads = max(ThreadsPerChild, MaxRequestWorkers / 4), at most MaxRequestWorkers
 *   <li>MaxSpareThreads = max(MaxRequestWorkers, MinSpareThreads + ThreadsPerChild): a process once started stays.
 *       Its memory is set aside anyway, and ending processes under a falling load leaves slots in "gracefully
 *       finishing" when the next burst comes
 *   <li>StartServers = processes that give MinSpareThreads
 *   <li>ListenBacklog = 511 (the default) or a second of arrivals, whichever is more, up to 4096 (Linux's somaxconn)
 * </ul>
 */
final class ApacheSettings {
    private static final int DEFAULT_FACTOR = 2;
    private static final int DEFAULT_BACKLOG = 511;
    private static final int SOMAXCONN = 4096;

    private final Layout layout;
    private final TuningOptions options;

    ApacheSettings(Layout layout, TuningOptions options) {
        this.layout = layout;
        this.options = options;
    }

    static int asyncFactor(Layout layout) {
        double idle = layout.origin().proxies().idleConnections().value();
        double planned = Upstream.idleConnections(layout);
        double factor = Math.ceil(Math.max(idle, planned) / layout.processes().maxRequestWorkers());
        return (int) Math.clamp(factor, DEFAULT_FACTOR, 1_000);
    }

    List<Choice> choices() {
        ApacheProcesses processes = layout.processes();
        int threads = processes.threadsPerChild();
        int workers = processes.maxRequestWorkers();
        int minSpare = Math.min(workers, Math.max(threads, workers / 4));
        int maxSpare = Math.max(workers, minSpare + threads);
        int start = Math.min(processes.processes(), Math.ceilDiv(minSpare, threads));
        return List.of(
                new Choice(
                        "ServerLimit",
                        processes.serverLimit(),
                        workers + " / " + threads + " + 1",
                        "one process more than run: one that finishes up after a reload keeps its slot."
                                + " A change needs a stop and start; a reload ignores it"),
                new Choice(
                        "StartServers",
                        start,
                        "MinSpareThreads " + minSpare + " / " + threads,
                        "the spare threads are there from the start"),
                new Choice(
                        "ThreadLimit",
                        processes.threadLimit(),
                        "max(64, ThreadsPerChild)",
                        "the default, as long as it holds ThreadsPerChild. A change needs a stop and start"),
                new Choice(
                        "ThreadsPerChild",
                        threads,
                        layout.workers().total() + " workers in at least 2 processes of at most 64",
                        "few large processes cost less memory than many small ones; two survive the loss of one"),
                new Choice(
                        "MaxRequestWorkers",
                        workers,
                        layout.workers().formula() + ", in whole processes of " + threads,
                        "at least one worker for each PHP child, so that all of them can be busy; the others hold"
                                + " requests that wait or need no PHP"),
                new Choice("MinSpareThreads", minSpare, "max(" + threads + ", " + workers + " / 4)", "for bursts"),
                new Choice(
                        "MaxSpareThreads",
                        maxSpare,
                        "max(MaxRequestWorkers, MinSpareThreads + ThreadsPerChild)",
                        "a process once started stays: its memory is set aside anyway, and ending it costs a slot"),
                asyncChoice(workers),
                new Choice(
                        "MaxConnectionsPerChild",
                        0,
                        "0: never",
                        "no PHP runs inside Apache, so there is nothing to leak that a restart would free"),
                backlogChoice());
    }

    private Choice asyncChoice(int workers) {
        int factor = asyncFactor(layout);
        return new Choice(
                "AsyncRequestWorkerFactor",
                factor,
                "(" + factor + " + 1) × " + workers + " = " + (factor + 1L) * workers + " connections ≥ " + workers
                        + " at work + "
                        + Math.max(Upstream.idleConnections(layout), (long)
                                layout.origin().proxies().idleConnections().value())
                        + " idle ones of the proxies",
                "idle connections that NGINX keeps must not stop Apache from accepting");
    }

    private Choice backlogChoice() {
        double perSecond = layout.origin().staticTraffic().requestsPerSecond().value();
        for (OriginMeasurements.Pool pool : layout.origin().pools()) {
            perSecond += pool.requestsPerSecond().value();
        }
        double atPeak = Math.ceil(perSecond * options.peakFactor());
        return new Choice(
                "ListenBacklog",
                (long) Math.clamp(atPeak, DEFAULT_BACKLOG, SOMAXCONN),
                "max(511, requests in a second at the peak " + (long) Math.min(atPeak, 1e9) + "), at most 4096",
                "connections of a burst wait here instead of being refused; the kernel's somaxconn caps it");
    }
}
