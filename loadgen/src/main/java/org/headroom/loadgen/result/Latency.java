package org.headroom.loadgen.result;

/** A latency distribution in milliseconds; failures are in it with the time they took. */
public record Latency(double p50, double p90, double p95, double p99, double p999, double max, double mean) {
    /** The distribution of nothing. */
    public static final Latency NONE = new Latency(0, 0, 0, 0, 0, 0, 0);
}
