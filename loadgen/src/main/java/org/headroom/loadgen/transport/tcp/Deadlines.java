package org.headroom.loadgen.transport.tcp;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts of one event loop's exchanges, on a wheel: nearly all of them are taken back, so that must cost nothing. A
 * timeout comes up to a tick late. All calls on the loop.
 */
final class Deadlines implements Runnable {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int SLOTS = 1024;

    private final EventLoop loop;
    private final @Nullable TcpExchange[] slots = new @Nullable TcpExchange[SLOTS];
    private int count;
    private boolean ticking;
    private long nextTick;

    Deadlines(EventLoop loop) {
        this.loop = loop;
    }

    /** The exchange will be told {@link TcpExchange#timedOut} at that {@link System#nanoTime()} or soon after. */
    void add(TcpExchange exchange, long deadlineNanos) {
        if (!ticking) {
            ticking = true;
            nextTick = tick(System.nanoTime());
            var _ = loop.schedule(this, TICK_NANOS, TimeUnit.NANOSECONDS);
        }
        int slot = (int) (Math.max(tick(deadlineNanos) + 1, nextTick) & (SLOTS - 1));
        exchange.deadlineNanos = deadlineNanos;
        exchange.slot = slot;
        TcpExchange head = slots[slot];
        exchange.nextInSlot = head;
        if (head != null) {
            head.previousInSlot = exchange;
        }
        slots[slot] = exchange;
        count++;
    }

    /** Takes it back; nothing happens when it is not there. */
    void remove(TcpExchange exchange) {
        if (exchange.slot < 0) {
            return;
        }
        TcpExchange previous = exchange.previousInSlot;
        TcpExchange next = exchange.nextInSlot;
        if (previous == null) {
            slots[exchange.slot] = next;
        } else {
            previous.nextInSlot = next;
        }
        if (next != null) {
            next.previousInSlot = previous;
        }
        exchange.previousInSlot = null;
        exchange.nextInSlot = null;
        exchange.slot = -1;
        count--;
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        long tick = tick(now);
        List<TcpExchange> due = new ArrayList<>();
        // After a long stop of the machine, one turn of the wheel sees every slot.
        for (long each = Math.max(nextTick, tick - SLOTS + 1); each <= tick; each++) {
            collect((int) (each & (SLOTS - 1)), now, due);
        }
        nextTick = tick + 1;
        for (TcpExchange exchange : due) {
            if (exchange.slot >= 0) {
                remove(exchange);
                exchange.timedOut();
            }
        }
        ticking = count > 0;
        if (ticking) {
            var _ = loop.schedule(this, TICK_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void collect(int slot, long now, List<TcpExchange> due) {
        for (TcpExchange each = slots[slot]; each != null; each = each.nextInSlot) {
            if (each.deadlineNanos - now <= 0) {
                due.add(each);
            }
        }
    }

    private static long tick(long nanos) {
        return Math.floorDiv(nanos, TICK_NANOS);
    }
}
