package org.headroom.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends what does not end by itself: the last line of defence of a check that cron starts every minute for years. */
final class Watchdog implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);

    private Watchdog() {}

    /** Runs {@code bite} when it is not closed within that time. */
    static Watchdog after(Duration patience, Runnable bite) {
        Watchdog dog = new Watchdog();
        Thread.ofPlatform().daemon().name("watchdog").start(() -> dog.watch(patience, bite));
        return dog;
    }

    private void watch(Duration patience, Runnable bite) {
        try {
            if (!done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                bite.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
