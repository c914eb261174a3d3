package org.headroom.probes.sampling;

/**
 * What was full.
 *
 * @param component fpm, apache or generator
 * @param host the machine, without the pool
 * @param evidence one sentence with the figures
 */
public record SaturatedComponent(String component, String host, String evidence) {}
