package org.headroom.lab.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for something that cannot announce itself. */
public final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Waiting() {}

    /** Whether the condition came true in time. */
    public static boolean until(Duration patience, BooleanSupplier condition) {
        long endNanos = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - endNanos > 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", "waiting for a process", "run \"headroom lab down\" to clear up", e);
        }
    }
}
