package org.headroom.lab.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class FrameQueueTest {
    private record Entry(long arrival, int length, byte mark) {}

    private static MemorySegment memory() {
        return MemorySegment.ofArray(new long[40_000]);
    }

    @Test
    void aFullQueueHasNoRoomUntilSomethingLeaves() {
        FrameQueue queue = new FrameQueue(memory());
        int added = 0;
        while (queue.reserve() >= 0) {
            queue.add(added++, 1500);
        }
        assertThat(added).isGreaterThan(150);
        assertThat(queue.frames()).isEqualTo(added);
        assertThat(queue.bytes()).isEqualTo(added * 1500L);

        while (!queue.isEmpty()) {
            queue.removeFirst();
        }
        assertThat(queue.reserve()).isNotNegative();
        assertThat(queue.bytes()).isZero();
    }

    @Property(tries = 100)
    void framesLeaveAsTheyCame(@ForAll Random random) {
        MemorySegment memory = memory();
        FrameQueue queue = new FrameQueue(memory);
        Deque<Entry> expected = new ArrayDeque<>();
        for (int i = 0; i < 1000; i++) {
            long place = random.nextInt(100) < 55 ? queue.reserve() : -1;
            if (place >= 0 && random.nextInt(10) > 0) {
                Entry entry = new Entry(random.nextLong(), 1 + random.nextInt(9000), (byte) random.nextInt());
                memory.asSlice(place, entry.length()).fill(entry.mark());
                queue.add(entry.arrival(), entry.length());
                expected.add(entry);
            } else if (place < 0 && !expected.isEmpty()) {
                Entry entry = expected.remove();
                assertThat(queue.firstArrivalNanos()).isEqualTo(entry.arrival());
                assertThat(queue.firstLength()).isEqualTo(entry.length());
                assertThat(memory.get(ValueLayout.JAVA_BYTE, queue.firstOffset()))
                        .isEqualTo(entry.mark());
                assertThat(memory.get(ValueLayout.JAVA_BYTE, queue.firstOffset() + entry.length() - 1))
                        .isEqualTo(entry.mark());
                queue.removeFirst();
            }
            assertThat(queue.frames()).isEqualTo(expected.size());
        }
    }
}
