package org.headroom.cli.demo.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An Apache with PHP-FPM behind it, as far as queueing goes. Every request takes an Apache worker; a PHP page also takes
 * an FPM child and keeps its Apache worker while it waits for one. What finds no worker waits in Apache's listen
 * backlog, what finds no child in FPM's. Nobody computes anything: a busy worker is an entry in a table and a due alarm.
 */
public final class DemoOrigin implements AutoCloseable {
    private final Alarm alarm;
    private final ServiceTimes times;
    private final ReentrantLock lock = new ReentrantLock();
    private final WorkerPool apache;
    private final WorkerPool fpm;
    private long sentBytes;
    private boolean closed;

    public DemoOrigin(OriginLimits limits, ServiceTimes times, Alarm alarm) {
        this.alarm = alarm;
        this.times = times;
        this.apache = new WorkerPool(limits.apacheWorkers(), limits.listenBacklog());
        this.fpm = new WorkerPool(limits.fpmChildren(), limits.fpmBacklog());
    }

    /**
     * Asks for something; returns at once.
     *
     * @param done hears of the end exactly once, on the alarm's thread or, when refused, on the calling one; must not
     *     block
     */
    public void serve(Work work, Consumer<Verdict> done) {
        Job job = new Job(work, done);
        locked(ended -> {
            if (closed) {
                ended.add(new Ended(job, Verdict.STOPPED));
                return;
            }
            switch (apache.admit(job, alarm.nanoTime())) {
                case STARTED -> withWorker(job, ended);
                case QUEUED -> {}
                case REFUSED -> ended.add(new Ended(job, Verdict.CONNECTION_REFUSED));
            }
        });
    }

    /** Both pools at one moment. Never waits for a worker. */
    public OriginSnapshot snapshot() {
        lock.lock();
        try {
            long nowNanos = alarm.nanoTime();
            return new OriginSnapshot(apache.snapshot(nowNanos), fpm.snapshot(nowNanos), sentBytes);
        } finally {
            lock.unlock();
        }
    }

    /** Ends every request as {@link Verdict#STOPPED}, whether it is worked on or waits. */
    @Override
    public void close() {
        locked(ended -> {
            closed = true;
            fpm.clear();
            apache.clear().forEach(job -> ended.add(new Ended(job, Verdict.STOPPED)));
        });
    }

    /** The job has its Apache worker; if it is refused at FPM, whoever gets that worker next is taken on, and so on. */
    private void withWorker(Job first, List<Ended> ended) {
        Optional<Job> job = Optional.of(first);
        while (job.isPresent()) {
            Job current = job.get();
            job = switch (current.work().kind()) {
                case STATIC -> {
                    work(current);
                    yield Optional.empty();
                }
                case PHP ->
                    switch (fpm.admit(current, alarm.nanoTime())) {
                        case STARTED -> {
                            work(current);
                            yield Optional.empty();
                        }
                        case QUEUED -> Optional.empty();
                        case REFUSED -> leave(current, Verdict.BACKLOG_FULL, ended);
                    };
            };
        }
    }

    private void work(Job job) {
        alarm.after(times.next(job.work().kind()), () -> finish(job));
    }

    private void finish(Job job) {
        locked(ended -> {
            if (closed) {
                return; // close() has answered it
            }
            if (job.work().kind() == Work.Kind.PHP) {
                fpm.release(job, alarm.nanoTime()).ifPresent(this::work);
            }
            sentBytes += job.work().bodyBytes();
            leave(job, Verdict.SERVED, ended).ifPresent(next -> withWorker(next, ended));
        });
    }

    /** Gives the Apache worker back and returns the job that got it. */
    private Optional<Job> leave(Job job, Verdict verdict, List<Ended> ended) {
        ended.add(new Ended(job, verdict));
        return apache.release(job, alarm.nanoTime());
    }

    /** Callbacks run after the lock is free: they write to sockets and may ask for more. */
    private void locked(Consumer<List<Ended>> step) {
        List<Ended> ended = new ArrayList<>(1);
        lock.lock();
        try {
            step.accept(ended);
        } finally {
            lock.unlock();
        }
        ended.forEach(end -> end.job().end(end.verdict()));
    }

    private record Ended(Job job, Verdict verdict) {}
}
