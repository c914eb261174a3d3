package org.headroom.cli.demo.origin;

import java.time.Duration;

/**
 * Everything that the status pages tell, of one moment.
 *
 * @param apache the workers and the listen backlog
 * @param fpm the children and FPM's backlog
 * @param sentBytes bodies that were served
 * @param workerTime sum of the times that ended requests held an Apache worker
 */
public record OriginSnapshot(PoolSnapshot apache, PoolSnapshot fpm, long sentBytes, Duration workerTime) {}
