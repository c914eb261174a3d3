package org.headroom.cli.demo.origin;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands until it is moved. */
final class HandAlarm implements Alarm {
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
    private long nowNanos;
    private long order;

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public void after(Duration delay, Runnable action) {
        due.add(new Due(nowNanos + delay.toNanos(), order++, action));
    }

    boolean isIdle() {
        return due.isEmpty();
    }

    /** When the next action is due. */
    long nextNanos() {
        return due.isEmpty() ? Long.MAX_VALUE : due.element().atNanos();
    }

    /** Moves on, to no later than the next action. */
    void moveTo(long nanos) {
        nowNanos = nanos;
    }

    /** Moves to the next action and runs it. */
    void runNext() {
        Due next = due.remove();
        nowNanos = next.atNanos();
        next.action().run();
    }

    void runAll() {
        while (!isIdle()) {
            runNext();
        }
    }

    private record Due(long atNanos, long order, Runnable action) {}
}
