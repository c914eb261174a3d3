package org.headroom.loadgen.schedule;

/** How arrivals lie along a curve. */
public enum Spacing {
    /** At equal distances on the scale of the integral: no burst that the rate did not ask for. */
    EVEN,
    /** As independent visitors come: exponential gaps, bursts and lulls. */
    POISSON;

    /**
     * Arrivals along that curve.
     *
     * @param seed of random spacing
     */
    public Schedule along(ArrivalCurve curve, long seed) {
        return switch (this) {
            case EVEN -> new EvenArrivals(curve);
            case POISSON -> new PoissonArrivals(curve, seed);
        };
    }
}
