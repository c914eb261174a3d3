package org.headroom.cli.demo.origin;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The real clock: one thread that waits for every service time, so that a busy worker costs no thread and no CPU. */
public final class AlarmThread implements Alarm, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;

    public AlarmThread(String threadName) {
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(threadName).daemon(true).factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // an action reports through its own callback
    public void after(Duration delay, Runnable action) {
        try {
            executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // Closed: the origin answers what is still in it by itself.
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
