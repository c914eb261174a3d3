package org.headroom.tuner.model;

import java.util.Locale;

/**
 * The worker threads that Apache needs.
 *
 * <p>workers = Σ children + Σ queues + static + slow. A worker is held by each request in a child and by each that
 * waits for one (mod_proxy_fcgi blocks); static requests need what {@link NeededChildren} says of them; and one in ten
 * more is for clients and proxies that send or read slowly and for the status page. With fewer workers than children,
 * children could never all be busy.
 *
 * @param children of all pools
 * @param queued of all pools
 * @param times the workers beside those of the children, as trials ask for
 */
record ApacheWorkers(int children, int queued, int staticRequests, int slow, double times) {
    private static final int SLOW_SHARE = 10;

    static ApacheWorkers of(int children, int queued, int staticRequests) {
        int slow = Math.ceilDiv(children + queued + staticRequests, SLOW_SHARE);
        return new ApacheWorkers(children, queued, staticRequests, slow, 1);
    }

    /** So many times the workers that are not in PHP. */
    ApacheWorkers times(double factor) {
        return new ApacheWorkers(children, queued, staticRequests, slow, factor);
    }

    int total() {
        return children + (int) Math.max(1, Math.ceil(times * (queued + staticRequests + slow)));
    }

    String formula() {
        if (times == 1) {
            return String.format(
                    Locale.ROOT,
                    "%d children + %d queued for them + %d static + %d slow or status = %d",
                    children,
                    queued,
                    staticRequests,
                    slow,
                    total());
        }
        return String.format(
                Locale.ROOT,
                "%d children + (%d queued for them + %d static + %d slow or status) × %.2f by trials = %d",
                children,
                queued,
                staticRequests,
                slow,
                times,
                total());
    }
}
