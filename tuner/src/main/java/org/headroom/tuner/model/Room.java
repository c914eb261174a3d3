package org.headroom.tuner.model;

import java.util.Locale;

/**
 * How often the measured demand fits into a layout, and what gives way first.
 *
 * <p>Each pool's children hold f × λ × W requests at most (Little's law), so f ≤ children / (λ × W); all pools together
 * compute f × Σ λ × C on the host's cores, of which {@link UsefulChildren#FULL} can be used, so f ≤ 0.97 × cores / Σ λ × C.
 * Static requests count as CPU time. f is the least of these.
 *
 * @param factor times the measured demand; infinite if there is none
 * @param limit what gives way first, in words
 * @param byCpu whether that is the CPU, else a pool's children
 */
record Room(double factor, String limit, boolean byCpu) {
    static Room of(Layout layout) {
        OriginMeasurements origin = layout.origin();
        double compute = origin.staticTraffic().requestsPerSecond().value()
                * origin.staticTraffic().serviceSeconds().value();
        Room room = new Room(Double.POSITIVE_INFINITY, "nothing that was measured", false);
        for (OriginMeasurements.Pool pool : origin.pools()) {
            double busy = pool.meanBusy();
            compute += busy * pool.computeShare().value();
            if (busy > 0) {
                int children = layout.childrenOf(pool);
                room = room.or(
                        new Room(children / busy, "the " + children + " children of pool " + pool.name(), false));
            }
        }
        double cores = origin.host().cores().value();
        return compute > 0
                ? room.or(new Room(
                        UsefulChildren.FULL * cores / compute,
                        String.format(Locale.ROOT, "the CPU (%.0f cores)", cores),
                        true))
                : room;
    }

    private Room or(Room other) {
        return other.factor < factor ? other : this;
    }
}
