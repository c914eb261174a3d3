package org.headroom.tuner.model;

import java.util.Locale;

/**
 * The children that a pool needs to serve its peak without a queue.
 *
 * <p>Little's law: L = λ × W requests are in service in the mean; at the peak, L′ = L × peak factor. Requests of
 * independent visitors arrive by chance, so the number in service scatters about L′ with a standard deviation of √L′
 * (Poisson: M/G/∞). needed = ⌈L′ + z × √L′⌉, at least 1 (square-root staffing: Halfin and Whitt, 1981). A fixed
 * percentage on top would be too little for small pools and too much for large ones.
 */
final class NeededChildren {
    /** More than any host runs; keeps arithmetic in range whatever was measured. */
    static final int MOST = 10_000;

    private NeededChildren() {}

    static int of(double requestsPerSecond, double serviceSeconds, TuningOptions options) {
        double peak = requestsPerSecond * serviceSeconds * options.peakFactor();
        return (int) Math.clamp(Math.ceil(peak + options.burstDeviations() * Math.sqrt(peak)), 1, MOST);
    }

    static String formula(OriginMeasurements.Pool pool, TuningOptions options) {
        return String.format(
                Locale.ROOT,
                "needed: L = %.2f/s × %.0f ms × peak %.2f = %.2f; L + %.1f√L → %d",
                pool.requestsPerSecond().value(),
                pool.serviceSeconds().value() * 1e3,
                options.peakFactor(),
                pool.meanBusy() * options.peakFactor(),
                options.burstDeviations(),
                of(pool.requestsPerSecond().value(), pool.serviceSeconds().value(), options));
    }
}
