package org.headroom.loadgen.result;

/**
 * The component that set the limit.
 *
 * @param component fpm, apache, nginx, generator, … or {@code none} when nothing reached its limit
 * @param host where it runs; empty when it has no host
 * @param evidence one sentence with the figures
 */
public record Limit(String component, String host, String evidence) {}
