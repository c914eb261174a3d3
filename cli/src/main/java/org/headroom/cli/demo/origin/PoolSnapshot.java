package org.headroom.cli.demo.origin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A pool's counts at one moment; {@code arrived = completed + refused + active + queued} always.
 *
 * @param workers how many there are
 * @param backlog how many jobs may wait
 * @param active workers that have a job
 * @param queued jobs that wait
 * @param arrived jobs that ever came
 * @param completed jobs that ever left a worker
 * @param refused jobs that found the queue full, or were cut off when the origin closed
 * @param mostActive highest {@code active} ever
 * @param mostQueued highest {@code queued} ever
 * @param heldTime how long workers were held, summed over completed jobs
 * @param states each worker
 */
public record PoolSnapshot(
        int workers,
        int backlog,
        int active,
        int queued,
        long arrived,
        long completed,
        long refused,
        int mostActive,
        int mostQueued,
        Duration heldTime,
        List<Worker> states) {
    public PoolSnapshot {
        states = List.copyOf(states);
    }

    /** Jobs that ever got a worker. */
    public long accepted() {
        return completed + active;
    }

    /** Workers that wait for a job. */
    public int idle() {
        return workers - active;
    }

    /**
     * A worker.
     *
     * @param jobs how many it ever had
     * @param busyWith path of the one it has now
     * @param duration of that one so far, or of the last one
     */
    public record Worker(long jobs, Optional<String> busyWith, Duration duration) {}
}
