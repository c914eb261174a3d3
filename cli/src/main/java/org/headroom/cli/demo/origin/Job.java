package org.headroom.cli.demo.origin;

import java.util.function.Consumer;

/** A request inside the origin. */
final class Job {
    private final Work work;
    private final Consumer<Verdict> done;
    private long workerSinceNanos;

    Job(Work work, Consumer<Verdict> done) {
        this.work = work;
        this.done = done;
    }

    Work work() {
        return work;
    }

    void workerTaken(long nowNanos) {
        workerSinceNanos = nowNanos;
    }

    long heldWorkerNanos(long nowNanos) {
        return nowNanos - workerSinceNanos;
    }

    void end(Verdict verdict) {
        done.accept(verdict);
    }
}
