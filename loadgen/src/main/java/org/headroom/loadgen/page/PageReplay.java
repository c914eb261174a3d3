package org.headroom.loadgen.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.headroom.loadgen.page.PageTree.AfterDelay;
import org.headroom.loadgen.page.PageTree.Node;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * Replays one page for one visitor, as a browser loads it: children are requested when their initiator reveals them,
 * all at once as far as the transport's connections allow. The page has ended when nothing is left to load; its time
 * ends with the last awaited resource. Anything that fails makes the page fail, and what a failed resource would
 * have revealed is not requested, since a browser would not know of it.
 */
final class PageReplay {
    private final PageTree tree;
    private final Visitor visitor;
    private final LoadTarget target;
    private final BrowserHeaders headers;
    private final RequestLimits limits;
    private final PageObserver observer;
    private final ScheduledExecutorService timers;
    private final LongSupplier nanoTime;
    private final Consumer<PageView> whenDone;

    private final Object lock = new Object();
    // All guarded by lock.
    private int pending;
    private long intendedNanos;
    private long startedNanos;
    private long lastAwaitedNanos;
    private @Nullable FailureKind failure;

    PageReplay(PageTree tree, Visitor visitor, PageReplayer context, Consumer<PageView> whenDone) {
        this.tree = tree;
        this.visitor = visitor;
        this.target = context.target();
        this.headers = context.headers();
        this.limits = context.limits();
        this.observer = context.observer();
        this.timers = context.timers();
        this.nanoTime = context.nanoTime();
        this.whenDone = whenDone;
    }

    void start(long intended) {
        long now = nanoTime.getAsLong();
        synchronized (lock) {
            intendedNanos = intended;
            startedNanos = now;
            pending = 1;
        }
        observer.pageStarted(intended, now);
        send(tree.document(), intended);
    }

    /** Requests a revealed node, or takes it from the visitor's cache. */
    private void load(Node node) {
        if (node.cacheable && visitor.hasCached(node.host, node.path)) {
            loaded(node, nanoTime.getAsLong(), null);
        } else {
            send(node, nanoTime.getAsLong());
        }
    }

    private void send(Node node, long intended) {
        LoadTarget.Endpoint endpoint = target.endpoint(node.host);
        long pageLeft = pageLeftNanos();
        if (pageLeft <= 0) {
            loaded(node, nanoTime.getAsLong(), FailureKind.TIMEOUT);
            return;
        }
        visitor.connections()
                .send(
                        WebRequest.get(
                                endpoint.scheme(),
                                endpoint.host(),
                                endpoint.port(),
                                visitor.address(node.host),
                                node.path,
                                headers.of(node.kind),
                                intended,
                                Math.min(limits.request().toNanos(), pageLeft)),
                        new NodeListener(node));
    }

    private long pageLeftNanos() {
        synchronized (lock) {
            return startedNanos + limits.page().toNanos() - nanoTime.getAsLong();
        }
    }

    private void reveal(Node child) {
        synchronized (lock) {
            pending++;
        }
        load(child);
    }

    private void revealLater(AfterDelay later) {
        synchronized (lock) {
            pending++;
        }
        // What would come after the page's time is up fails when it is up.
        long delay = Math.min(later.delayNanos(), Math.max(0, pageLeftNanos()));
        var _ = timers.schedule(() -> loadGuarded(later.child()), delay, TimeUnit.NANOSECONDS);
    }

    /** For timers, which swallow what is thrown: a page must end whatever happens. */
    private void loadGuarded(Node node) {
        try {
            load(node);
        } catch (RuntimeException e) {
            loaded(node, nanoTime.getAsLong(), FailureKind.GENERATOR);
        }
    }

    /** A node is there, or has failed: reveal what follows from it, then count it off. */
    private void loaded(Node node, long doneNanos, @Nullable FailureKind nodeFailure) {
        if (nodeFailure == null) {
            node.after.forEach(this::reveal);
            node.delayed.forEach(this::revealLater);
        }
        PageView view = null;
        synchronized (lock) {
            if (failure == null) {
                failure = nodeFailure;
            }
            if (node.awaited) {
                lastAwaitedNanos = latest(lastAwaitedNanos, doneNanos);
            }
            pending--;
            if (pending == 0) {
                view = new PageView(
                        tree.page().name(),
                        intendedNanos,
                        startedNanos,
                        lastAwaitedNanos,
                        visitor.address(tree.page().host()),
                        Optional.ofNullable(failure));
            }
        }
        if (view != null) {
            observer.pageDone(view);
            whenDone.accept(view);
        }
    }

    private static long latest(long a, long b) {
        return a == 0 || b - a > 0 ? b : a;
    }

    /** Follows one exchange and reveals streaming children as the body arrives. */
    private final class NodeListener implements ExchangeListener {
        private final Node node;
        private final Deque<PageTree.AtOffset> waiting;

        NodeListener(Node node) {
            this.node = node;
            this.waiting = new ArrayDeque<>(node.streaming);
        }

        @Override
        public void onProgress(long decodedBytes) {
            PageTree.AtOffset next = waiting.peek();
            while (next != null && next.offsetBytes() <= decodedBytes) {
                waiting.remove();
                reveal(next.child());
                next = waiting.peek();
            }
        }

        @Override
        public void onDone(Exchange exchange, long decodedBytes) {
            FailureKind kind = failureOf(exchange);
            boolean sizeDiffers =
                    kind == null && node.fixedSize.isPresent() && node.fixedSize.getAsLong() != decodedBytes;
            observer.requestDone(node.kind, exchange, Optional.ofNullable(kind), sizeDiffers);
            if (kind == null) {
                if (node.cacheable) {
                    visitor.cache(node.host, node.path);
                }
                // A document may be shorter today than when it was captured: nothing may stay unrevealed.
                onProgress(Long.MAX_VALUE);
            }
            loaded(node, exchange.doneNanos(), kind);
        }

        private @Nullable FailureKind failureOf(Exchange exchange) {
            return switch (exchange.outcome()) {
                case Outcome.Answered(int status) when status == node.expectedStatus -> null;
                case Outcome.Answered _ -> FailureKind.UNEXPECTED_STATUS;
                case Outcome.Failed(FailureKind kind, String _) -> kind;
            };
        }
    }
}
