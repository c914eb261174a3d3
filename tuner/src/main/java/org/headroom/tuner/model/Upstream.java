package org.headroom.tuner.model;

import java.util.List;

/**
 * NGINX's upstream block for this origin.
 *
 * <ul>
 *   <li>keepalive (idle connections of each worker process) = ⌈MaxRequestWorkers / (proxies × workers)⌉, between 4 and
 *       256: enough to reuse for what Apache can do at once, no more
 *   <li>max_conns (of each proxy) = ⌊(AsyncRequestWorkerFactor + 1) × MaxRequestWorkers / proxies⌋: what Apache accepts.
 *       Beyond it NGINX answers 502 at once or asks another origin, instead of waiting for a connection in vain
 * </ul>
 */
final class Upstream {
    private static final int LEAST = 4;
    private static final int MOST = 256;

    private Upstream() {}

    static int keepalive(Layout layout) {
        double each = Math.ceil(layout.processes().maxRequestWorkers() / nginxWorkers(layout));
        return (int) Math.clamp(each, LEAST, MOST);
    }

    /** Connections that all proxies together may keep idle. */
    static long idleConnections(Layout layout) {
        return (long) Math.min(1e6, keepalive(layout) * nginxWorkers(layout));
    }

    static List<Choice> choices(Layout layout) {
        int workers = layout.processes().maxRequestWorkers();
        int factor = ApacheSettings.asyncFactor(layout);
        long proxies = proxies(layout);
        return List.of(
                new Choice(
                        "upstream keepalive",
                        keepalive(layout),
                        "MaxRequestWorkers " + workers + " / " + (long) nginxWorkers(layout)
                                + " NGINX workers, between 4 and 256",
                        "connections are reused; what is kept idle stays within what Apache holds without a worker"),
                new Choice(
                        "upstream max_conns",
                        Math.max(1, (factor + 1L) * workers / proxies),
                        "(AsyncRequestWorkerFactor " + factor + " + 1) × MaxRequestWorkers " + workers + " / " + proxies
                                + " proxies",
                        "more connections than Apache accepts would wait in vain"));
    }

    private static double nginxWorkers(Layout layout) {
        double workersEach = layout.origin().proxies().workersEach().value();
        return Math.max(1, proxies(layout) * Math.max(1, Math.ceil(workersEach)));
    }

    private static long proxies(Layout layout) {
        return Math.max(
                1, (long) Math.min(1e6, layout.origin().proxies().count().value()));
    }
}
