package org.headroom.tuner.model;

/**
 * How worker threads are spread over processes.
 *
 * <p>A process costs a₀, a thread only a₁, so few large ones are cheaper; but one that crashes or is recycled takes its
 * share of the workers with it, so there are at least two. ThreadsPerChild is half the workers up to 50 workers, 25
 * (the default) up to 400, 64 above. MaxRequestWorkers is rounded up to whole processes, since Apache would round it
 * down. ServerLimit is one more than runs: a process that finishes up after a reload keeps its slot, and without a
 * spare one the new configuration has fewer workers until it is gone. That process is in the memory sum, too.
 */
record ApacheProcesses(int processes, int threadsPerChild) {
    private static final int SMALL = 50;
    private static final int MEDIUM = 400;
    private static final int DEFAULT_THREADS = 25;
    private static final int MOST_THREADS = 64;

    static ApacheProcesses forWorkers(int workers) {
        int threads = workers <= SMALL ? Math.ceilDiv(workers, 2) : workers <= MEDIUM ? DEFAULT_THREADS : MOST_THREADS;
        return new ApacheProcesses(Math.max(2, Math.ceilDiv(workers, threads)), threads);
    }

    int maxRequestWorkers() {
        return processes * threadsPerChild;
    }

    int serverLimit() {
        return processes + 1;
    }

    /** The default unless more is used: its cost is a few hundred bytes of scoreboard. */
    int threadLimit() {
        return Math.max(MOST_THREADS, threadsPerChild);
    }
}
