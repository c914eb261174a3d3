package org.headroom.cli.demo.origin;

/**
 * Everything that the status pages tell, of one moment.
 *
 * @param apache the workers and the listen backlog
 * @param fpm the children and FPM's backlog
 * @param sentBytes bodies that were served
 */
public record OriginSnapshot(PoolSnapshot apache, PoolSnapshot fpm, long sentBytes) {}
