package org.headroom.tuner.model;

import java.time.Duration;

/**
 * How many requests may wait for a child of a pool.
 *
 * <p>Children drain the queue at X = min(children / W, cores / C) requests a second, W being the service time and C its
 * compute part. Who is behind X × t others waits for longer than t; queue = ⌈X × t⌉, t being the longest wait that is
 * still worth it. A waiting request holds an Apache worker and a slot of FPM's backlog, no PHP memory.
 */
final class QueueBound {
    private static final int MOST = 5_000;

    private QueueBound() {}

    static int of(int children, OriginMeasurements.Pool pool, double cores, Duration longestWait) {
        double service = pool.serviceSeconds().value();
        if (service <= 0) {
            return 1;
        }
        double byChildren = children / service;
        double byCpu = cores / (service * pool.computeShare().value());
        double drained = Math.min(byChildren, byCpu) * longestWait.toMillis() / 1e3;
        return (int) Math.clamp(Math.ceil(drained), 1, MOST);
    }
}
