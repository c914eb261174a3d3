package org.headroom.scenarios.stack;

/** From when on a measure is a warning and from when on critical, in the measure's own unit. */
public record Threshold(double warning, double critical) {}
