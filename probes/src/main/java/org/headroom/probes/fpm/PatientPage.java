package org.headroom.probes.fpm;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.reading.ProbeFailure;
import org.jspecify.annotations.Nullable;

/**
 * A page that is served by a pool's own children, asked again only some time after it was given up.
 *
 * <p>A request that is given up stays in the pool's queue until a child takes it (measured on 8.4): asked three times a
 * check, or every few seconds for ever, we would be the queue.
 */
final class PatientPage implements StatusPage {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final StatusPage page;
    private final LongSupplier nanoTime;
    private @Nullable Unavailable given;
    private long givenUpNanos;

    PatientPage(StatusPage page, LongSupplier nanoTime) {
        this.page = page;
        this.nanoTime = nanoTime;
    }

    @Override
    public Fetched fetch(Duration deadline) {
        Unavailable last = given;
        if (last != null && nanoTime.getAsLong() - givenUpNanos < PAUSE_NANOS) {
            return last;
        }
        Fetched fetched = page.fetch(deadline);
        given = fetched instanceof Unavailable none && none.cause() == ProbeFailure.Cause.SILENT ? none : null;
        givenUpNanos = nanoTime.getAsLong();
        return fetched;
    }

    @Override
    public String where() {
        return page.where();
    }
}
