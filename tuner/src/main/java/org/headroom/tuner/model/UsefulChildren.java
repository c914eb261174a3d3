package org.headroom.tuner.model;

import java.util.Locale;

/**
 * The children beyond which more do not help, because the CPU is full.
 *
 * <p>A child computes for C and waits for Z (database, remote calls). The knee is at cores × (1 + Z/C) children: with
 * perfectly even requests the CPU would be full there. Requests are not even, so at the knee the CPU still idles now
 * and then; the rule takes the fewest children n ≥ knee whose CPU use is at least {@value #FULL} by the machine-repair
 * model (a closed queue of n customers with think time Z and c servers of mean time C, exponential).
 *
 * <p>There, p(k) children at the CPU follow p(k+1)/p(k) = (n − k) × C / (Z × min(k+1, c)), and use = E[min(k, c)] / c.
 */
final class UsefulChildren {
    static final double FULL = 0.97;
    /** Above this many the exact answer is not worth its arithmetic: use at the knee nears 1 as the knee grows. */
    private static final int LARGE = 2_000;

    private UsefulChildren() {}

    static int of(double cores, double computeShare) {
        double waitPerCompute = 1 / computeShare - 1;
        double knee = Math.ceil(cores * (1 + waitPerCompute) - 1e-9);
        if (knee >= LARGE) {
            return (int) Math.min(knee, NeededChildren.MOST);
        }
        int servers = (int) Math.max(1, Math.floor(cores));
        int most = (int) (3 * knee + 8);
        int children = (int) Math.max(1, knee);
        while (children < most && cpuUse(children, servers, waitPerCompute) < FULL) {
            children++;
        }
        return children;
    }

    /** Share of the servers' time in use, with {@code children} customers. */
    static double cpuUse(int children, int servers, double waitPerCompute) {
        if (waitPerCompute <= 0) {
            return Math.min(1, (double) children / servers);
        }
        double weight = 1;
        double sum = 1;
        double busy = 0;
        for (int k = 1; k <= children; k++) {
            weight *= (children - k + 1) / (waitPerCompute * Math.min(k, servers));
            sum += weight;
            busy += weight * Math.min(k, servers);
            if (sum > 1e200) {
                weight /= 1e200;
                sum /= 1e200;
                busy /= 1e200;
            }
        }
        return busy / sum / servers;
    }

    static String formula(double cores, double computeShare) {
        return String.format(
                Locale.ROOT,
                "useful: %.1f cores × (1 + wait/compute %.2f) = %.1f, and %.0f %% CPU use from %d on",
                cores,
                1 / computeShare - 1,
                cores / computeShare,
                FULL * 100,
                of(cores, computeShare));
    }
}
