package org.headroom.loadgen.result;

/**
 * A goal and what came out, the worst protocol counting.
 *
 * @param observed milliseconds for latencies, per cent for errors
 */
public record SloResult(String expression, double observed, boolean pass, String protocol) {}
