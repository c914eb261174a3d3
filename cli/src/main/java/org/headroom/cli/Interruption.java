package org.headroom.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C and SIGTERM: the command in progress is told to stop, gets time to write what it has, and the exit code says
 * that it was interrupted. The JVM runs shutdown hooks on a signal; this one keeps it alive until the command is done.
 */
final class Interruption {
    private volatile Duration patience;
    private final AtomicReference<Runnable> stop = new AtomicReference<>(Interruption::nothing);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private volatile int exitCode = ExitCode.COULD_NOT_RUN;
    private final CountDownLatch finished = new CountDownLatch(1);

    Interruption(Duration patience) {
        this.patience = patience;
    }

    /**
     * Starts to listen for signals; for the JVM's main method only. What does not say how to stop it has its thread
     * interrupted, which is this one.
     */
    void install() {
        stop.set(Thread.currentThread()::interrupt);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("interruption").unstarted(this::onShutdown));
    }

    private void onShutdown() {
        if (finished.getCount() == 0) {
            return;
        }
        interrupt();
        try {
            var _ = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Not System.exit: we are inside the shutdown that a signal began, whose code would be 130 or 143.
        Runtime.getRuntime().halt(exitCode);
    }

    /** What a signal does; public to tests, which cannot send one to their own JVM. */
    void interrupt() {
        interrupted.set(true);
        stop.get().run();
    }

    /** Says how to stop what is going on now; runs at once when the signal came before. */
    void onInterrupt(Runnable action) {
        stop.set(action);
        if (interrupted.get()) {
            action.run();
        }
    }

    /** What goes on now needs so long to end well. */
    void allow(Duration longer) {
        patience = longer;
    }

    boolean interrupted() {
        return interrupted.get();
    }

    /** The command is one that a signal ends well: a service. */
    void endsWell() {
        exitCode = ExitCode.GOOD;
    }

    /** The command is done; the JVM may end. */
    void finished() {
        stop.set(Interruption::nothing);
        finished.countDown();
    }

    private static void nothing() {}
}
