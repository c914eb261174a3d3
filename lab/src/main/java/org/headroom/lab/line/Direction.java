package org.headroom.lab.line;

import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * One direction of a line, in one thread: reads frames from one TAP device, lets the schedule decide about each, and
 * writes it to the other device when it is due. The host's address changes at the host's end of the line, so what is on
 * its way to an old address gets lost and what the host had sent before keeps its sender.
 */
final class Direction implements Runnable {
    /** Which way the frames go. */
    enum Way {
        OUTWARD,
        INWARD
    }

    /** 200 Mbit/s for 300 ms; only as much of it as is ever in use becomes real memory. */
    private static final long QUEUE_BYTES = 8L << 20;

    private static final int BATCH = 32;

    private final Way way;
    private final Tap from;
    private final Tap to;
    private final Libc libc = new Libc();
    private final MemorySegment memory = Libc.memory(QUEUE_BYTES + FrameQueue.MAX_FRAME_BYTES);
    private final FrameQueue queue = new FrameQueue(memory.asSlice(0, QUEUE_BYTES));
    private final Frame frame = new Frame(memory);
    private final Queue<LineSettings> changes = new ConcurrentLinkedQueue<>();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong queueFull = new AtomicLong();
    private final AtomicLong stray = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();
    private LineSchedule schedule;
    private volatile AddressTranslator translator = AddressTranslator.none();

    Direction(Way way, Tap from, Tap to, LineSettings settings, RandomGenerator random) {
        this.way = way;
        this.from = from;
        this.to = to;
        this.schedule = new LineSchedule(settings, random, System.nanoTime());
    }

    /** Holds for what enters from now on. */
    void change(LineSettings settings) {
        changes.add(settings);
    }

    void translate(AddressTranslator next) {
        translator = next;
    }

    DirectionStatistics statistics() {
        return new DirectionStatistics(
                frames.get(),
                bytes.get(),
                lost.get(),
                queueFull.get(),
                stray.get(),
                refused.get(),
                waiting.get(),
                waitingBytes.get());
    }

    /** Until a device is gone, of which it complains. */
    @Override
    public void run() {
        libc.wakePunctually();
        Tap.Wait wait = from.new Wait();
        while (true) {
            boolean more = readBatch();
            writeDue();
            waiting.lazySet(queue.frames());
            waitingBytes.lazySet(queue.bytes());
            if (!more) {
                long nanos = queue.isEmpty() ? -1 : Math.max(0, queue.firstArrivalNanos() - System.nanoTime());
                if (nanos != 0) {
                    wait.await(libc, nanos);
                }
            }
        }
    }

    /** Whether there may be more to read. */
    private boolean readBatch() {
        for (int i = 0; i < BATCH; i++) {
            long place = queue.reserve();
            // A frame for which there is no room must be read all the same, or it would block those behind it.
            long offset = place < 0 ? QUEUE_BYTES : place;
            int length = from.read(libc, memory.address() + offset, FrameQueue.MAX_FRAME_BYTES);
            if (length == 0) {
                return false;
            }
            if (place < 0) {
                queueFull.incrementAndGet();
            } else {
                enter(offset, length);
            }
        }
        return true;
    }

    private void enter(long offset, int length) {
        long now = System.nanoTime();
        for (LineSettings next = changes.poll(); next != null; next = changes.poll()) {
            schedule = schedule.changedTo(next, now);
        }
        switch (schedule.enter(now, length)) {
            case LOST -> lost.incrementAndGet();
            case QUEUE_FULL -> queueFull.incrementAndGet();
            case ARRIVES -> {
                if (way == Way.OUTWARD) {
                    translator.outward(frame.at(offset, length));
                }
                queue.add(schedule.arrivalNanos(), length);
            }
        }
    }

    private void writeDue() {
        if (queue.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        while (!queue.isEmpty() && queue.firstArrivalNanos() - now <= 0) {
            leave(queue.firstOffset(), queue.firstLength());
            queue.removeFirst();
        }
    }

    private void leave(long offset, int length) {
        if (way == Way.INWARD && !translator.inward(frame.at(offset, length))) {
            stray.incrementAndGet();
        } else if (to.write(libc, memory.address() + offset, length)) {
            frames.incrementAndGet();
            bytes.addAndGet(length);
        } else {
            refused.incrementAndGet();
        }
    }
}
