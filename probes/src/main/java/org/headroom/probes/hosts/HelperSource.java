package org.headroom.probes.hosts;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A host and the one helper that runs there for everybody who asks. */
final class HelperSource implements HostSource, AutoCloseable {
    /** Who asks so soon after another gets the same look. */
    private static final long SAME_MOMENT_NANOS = Duration.ofMillis(200).toNanos();

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final String host;
    private final Way way;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Set<Order> orders = new LinkedHashSet<>();
    private @Nullable HelperSession session;
    private @Nullable Look last;

    /**
     * A look.
     *
     * @param began nano time
     * @param patience of who asked first
     */
    private record Look(HelperSession by, long began, Duration patience, CompletableFuture<HostAnswer> answer) {}

    HelperSource(String host, Way way, Clock clock, LongSupplier nanoTime) {
        this.host = host;
        this.way = way;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public synchronized void order(Order order) {
        orders.add(order);
    }

    @Override
    public HostAnswer ask(Duration deadline) {
        Look look;
        try {
            look = joinedOrBegun(deadline);
        } catch (IOException _) {
            return new Trouble(way).noProgram();
        }
        try {
            return look.answer().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return late(look, deadline);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return late(look, deadline);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    // Had ssh not connected in time it would have said so.
    private HostAnswer late(Look look, Duration deadline) {
        Duration since = Duration.ofNanos(nanoTime.getAsLong() - look.began());
        Duration connecting = Way.connectTimeout(look.patience()).plusMillis(500);
        boolean reached = look.by().heard() || way.local() || since.compareTo(connecting) > 0;
        return new Trouble(way).late(reached, deadline.toMillis() / 1e3);
    }

    private synchronized Look joinedOrBegun(Duration deadline) throws IOException {
        long now = nanoTime.getAsLong();
        Look before = last;
        if (before != null) {
            long age = now - before.began();
            if (age < SAME_MOMENT_NANOS) {
                return before;
            }
            if (!before.answer().isDone()) {
                if (age < longest(before.patience()).toNanos()) {
                    return before;
                }
                before.by().kill();
            }
        }
        HelperSession asked = session;
        if (asked == null || !asked.usable()) {
            asked = HelperSession.start(way, orders, deadline, clock);
            session = asked;
        }
        Look look = new Look(asked, now, deadline, asked.look(deadline));
        last = look;
        return look;
    }

    // What takes longer hangs.
    private static Duration longest(Duration patience) {
        return patience.plus(Way.connectTimeout(patience)).plus(GRACE);
    }

    @Override
    public synchronized void close() {
        HelperSession running = session;
        if (running != null) {
            running.end();
            session = null;
        }
    }
}
