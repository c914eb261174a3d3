package org.headroom.loadgen.result;

/** A point of a percentile curve: {@code percentile} per cent of pages took at most {@code millis}. */
public record PercentilePoint(double percentile, double millis) {}
