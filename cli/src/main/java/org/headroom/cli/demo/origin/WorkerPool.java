package org.headroom.cli.demo.origin;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some workers and a bounded queue before them, first come, first served. Not safe for several threads: the origin's
 * lock guards both of its pools, so that a snapshot of them is of one moment.
 */
final class WorkerPool {
    /** What became of a job that came in. */
    enum Admission {
        STARTED,
        QUEUED,
        REFUSED
    }

    private final @Nullable Job[] workers;
    private final long[] jobsOfWorker;
    private final long[] startNanos;
    private final long[] lastJobNanos;
    private final int backlog;
    private final ArrayDeque<Job> queue = new ArrayDeque<>();
    private int active;
    private long arrived;
    private long completed;
    private long refused;
    private int mostActive;
    private int mostQueued;
    private long heldNanos;

    WorkerPool(int size, int backlog) {
        this.workers = new @Nullable Job[size];
        this.jobsOfWorker = new long[size];
        this.startNanos = new long[size];
        this.lastJobNanos = new long[size];
        this.backlog = backlog;
    }

    Admission admit(Job job, long nowNanos) {
        arrived++;
        if (active < workers.length) {
            start(job, nowNanos);
            return Admission.STARTED;
        }
        if (queue.size() < backlog) {
            queue.add(job);
            mostQueued = Math.max(mostQueued, queue.size());
            return Admission.QUEUED;
        }
        refused++;
        return Admission.REFUSED;
    }

    /** Frees the worker that has the job; the first in the queue gets it and is returned. */
    Optional<Job> release(Job job, long nowNanos) {
        int worker = find(job);
        workers[worker] = null;
        lastJobNanos[worker] = nowNanos - startNanos[worker];
        heldNanos += lastJobNanos[worker];
        active--;
        completed++;
        Optional<Job> next = Optional.ofNullable(queue.poll());
        next.ifPresent(waiting -> start(waiting, nowNanos));
        return next;
    }

    /** Takes every job out, working or waiting. */
    List<Job> clear() {
        List<Job> left = new ArrayList<>(queue);
        queue.clear();
        for (int worker = 0; worker < workers.length; worker++) {
            Job job = workers[worker];
            if (job != null) {
                left.add(job);
                workers[worker] = null;
            }
        }
        active = 0;
        refused += left.size();
        return left;
    }

    PoolSnapshot snapshot(long nowNanos) {
        List<PoolSnapshot.Worker> states = new ArrayList<>(workers.length);
        for (int worker = 0; worker < workers.length; worker++) {
            Job job = workers[worker];
            long durationNanos = job == null ? lastJobNanos[worker] : nowNanos - startNanos[worker];
            states.add(new PoolSnapshot.Worker(
                    jobsOfWorker[worker],
                    Optional.ofNullable(job).map(busy -> busy.work().path()),
                    Duration.ofNanos(durationNanos)));
        }
        return new PoolSnapshot(
                workers.length,
                backlog,
                active,
                queue.size(),
                arrived,
                completed,
                refused,
                mostActive,
                mostQueued,
                Duration.ofNanos(heldNanos),
                states);
    }

    private void start(Job job, long nowNanos) {
        int worker = find(null);
        workers[worker] = job;
        startNanos[worker] = nowNanos;
        jobsOfWorker[worker]++;
        active++;
        mostActive = Math.max(mostActive, active);
    }

    private int find(@Nullable Job job) {
        for (int worker = 0; worker < workers.length; worker++) {
            if (workers[worker] == job) {
                return worker;
            }
        }
        throw new IllegalArgumentException("no such worker");
    }
}
