package org.headroom.loadgen.page;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.headroom.loadgen.browser.BrowserHeaders;
import org.headroom.loadgen.transport.decode.DecodedMeter;

/**
 * Replays pages at their intended time. The one who calls may be a little early (an injector ticks in milliseconds):
 * the pacer holds the page until its time. Who calls late makes the page late, and that is measured, since a page's
 * time runs from its intended start.
 */
public final class PageReplayer {
    private final Origins origins;
    private final RequestLimits limits;
    private final PageObserver observer;
    private final ScheduledExecutorService pacer;
    private final LongSupplier nanoTime;
    private final BrowserHeaders headers;

    /**
     * A replayer.
     *
     * @param pacer platform threads that start pages and late resources on time
     * @param nanoTime the clock of all recorded times, normally {@link System#nanoTime()}
     */
    public PageReplayer(
            LoadTarget target,
            RequestLimits limits,
            PageObserver observer,
            ScheduledExecutorService pacer,
            LongSupplier nanoTime,
            String userAgent) {
        this.origins = new Origins(target);
        this.limits = limits;
        this.observer = observer;
        this.pacer = pacer;
        this.nanoTime = nanoTime;
        this.headers = new BrowserHeaders(userAgent, DecodedMeter.codings());
    }

    /** Starts the page at that {@link System#nanoTime()}, or at once when it has passed; tells how it goes. */
    public void replay(PageTree tree, Visitor visitor, long intendedNanos, PageListener listener) {
        observer.pageOffered(intendedNanos);
        visitor.pageBegins();
        PageReplay replay = new PageReplay(tree, visitor, this, listener);
        long early = intendedNanos - nanoTime.getAsLong();
        if (early > 0) {
            var _ = pacer.schedule(() -> replay.start(intendedNanos), early, TimeUnit.NANOSECONDS);
        } else {
            replay.start(intendedNanos);
        }
    }

    Origins origins() {
        return origins;
    }

    RequestLimits limits() {
        return limits;
    }

    PageObserver observer() {
        return observer;
    }

    ScheduledExecutorService timers() {
        return pacer;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    BrowserHeaders headers() {
        return headers;
    }
}
