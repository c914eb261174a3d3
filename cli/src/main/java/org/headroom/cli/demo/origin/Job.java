package org.headroom.cli.demo.origin;

import java.util.function.Consumer;

/** A request inside the origin; each is itself only, however alike two are. */
final class Job {
    private final Work work;
    private final Consumer<Verdict> done;

    Job(Work work, Consumer<Verdict> done) {
        this.work = work;
        this.done = done;
    }

    Work work() {
        return work;
    }

    void end(Verdict verdict) {
        done.accept(verdict);
    }
}
