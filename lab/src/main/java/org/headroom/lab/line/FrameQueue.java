package org.headroom.lab.line;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Frames on their way, first in, first out, each with the time at which it arrives: a ring in memory outside the heap,
 * into which frames are read and from which they are written without a copy. For one thread.
 */
final class FrameQueue {
    /** Larger than any frame of an interface whose MTU a lab would set. */
    static final int MAX_FRAME_BYTES = 65_568;

    private static final int HEADER_BYTES = 16;
    private static final int LENGTH = 8;
    private static final int SLOT_BYTES = HEADER_BYTES + MAX_FRAME_BYTES;
    private static final int NO_WRAP = -1;

    private final MemorySegment memory;
    private long head;
    private long tail;
    private long wrapAt = NO_WRAP;
    private int frames;
    private long bytes;

    /** A ring in the given memory, which begins at a multiple of 8 and holds at least two of the largest frames. */
    FrameQueue(MemorySegment memory) {
        if (memory.byteSize() < 2L * SLOT_BYTES) {
            throw new IllegalArgumentException("a queue needs " + 2 * SLOT_BYTES + " bytes or more");
        }
        this.memory = memory;
    }

    /** Where the next frame may be put (an offset into the memory), or -1 when it has no room. */
    long reserve() {
        if (frames == 0) {
            // Starting over keeps a quiet line within a few pages.
            head = 0;
            tail = 0;
            wrapAt = NO_WRAP;
        }
        if (tail >= head) {
            if (memory.byteSize() - tail >= SLOT_BYTES) {
                return tail + HEADER_BYTES;
            }
            if (head <= SLOT_BYTES) {
                return -1;
            }
            wrapAt = tail;
            tail = 0;
            return HEADER_BYTES;
        }
        return head - tail > SLOT_BYTES ? tail + HEADER_BYTES : -1;
    }

    /** The frame at the place that {@link #reserve} gave has joined the queue. */
    void add(long arrivalNanos, int length) {
        memory.set(ValueLayout.JAVA_LONG, tail, arrivalNanos);
        memory.set(ValueLayout.JAVA_INT, tail + LENGTH, length);
        tail += sizeOf(length);
        frames++;
        bytes += length;
    }

    boolean isEmpty() {
        return frames == 0;
    }

    int frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    long firstArrivalNanos() {
        return memory.get(ValueLayout.JAVA_LONG, head);
    }

    int firstLength() {
        return memory.get(ValueLayout.JAVA_INT, head + LENGTH);
    }

    /** Where the first frame begins, as an offset into the memory. */
    long firstOffset() {
        return head + HEADER_BYTES;
    }

    void removeFirst() {
        int length = firstLength();
        head += sizeOf(length);
        frames--;
        bytes -= length;
        if (head == wrapAt) {
            head = 0;
            wrapAt = NO_WRAP;
        }
    }

    private static long sizeOf(int length) {
        return HEADER_BYTES + ((length + 7L) & ~7L);
    }
}
