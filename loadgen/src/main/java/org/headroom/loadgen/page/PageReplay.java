package org.headroom.loadgen.page;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.loadgen.browser.BrowserHeaders;
import org.headroom.loadgen.page.PageTree.AfterDelay;
import org.headroom.loadgen.page.PageTree.Node;
import org.headroom.loadgen.page.PageView.Tally;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Replays one page for one visitor, as a browser loads it: children are requested when their initiator reveals them,
 * all at once as far as the transport's connections allow. The page is loaded with the last awaited resource, where its
 * time ends, and done when nothing is left to load. Anything that fails makes the page fail, and what a failed resource would
 * have revealed is not requested, since a browser would not know of it.
 */
final class PageReplay {
    private final PageTree tree;
    private final Visitor visitor;
    private final PageReplayer context;
    private final PageListener listener;

    private final Object lock = new Object();
    // All guarded by lock.
    private int pending;
    private int pendingAwaited;
    private boolean loaded;
    private long intendedNanos;
    private long startedNanos;
    private long lastAwaitedNanos;
    private Tally tally = Tally.NONE;
    private @Nullable FailureKind failure;

    private volatile @Nullable WebUrl documentUrl;

    PageReplay(PageTree tree, Visitor visitor, PageReplayer context, PageListener listener) {
        this.tree = tree;
        this.visitor = visitor;
        this.context = context;
        this.listener = listener;
    }

    void start(long intended) {
        long now = now();
        synchronized (lock) {
            intendedNanos = intended;
            startedNanos = now;
        }
        pend(tree.document());
        guarded(tree.document(), () -> begin(intended, now));
    }

    private void begin(long intended, long now) {
        observer().pageStarted(intended, now);
        Node document = tree.document();
        Optional<String> missing = tree.flow().missing(visitor.values());
        if (missing.isPresent()) {
            observer().failed(FailureKind.NOT_ON_PAGE, "no earlier page of the visit gave " + missing.get());
            countOff(document, now, Tally.NONE, FailureKind.NOT_ON_PAGE);
            return;
        }
        DocumentFlow.Asked asked = tree.flow().ask(visitor.values());
        WebUrl typed = tree.page().flow().plainHttp()
                ? origins().plainUrl(document.host, asked.path())
                : origins().url(document.host, asked.path());
        new Fetch(this, visitor, document, typed, visitor.lastPage(), asked.body()).start(intended);
    }

    long now() {
        return context.nanoTime().getAsLong();
    }

    PageObserver observer() {
        return context.observer();
    }

    Origins origins() {
        return context.origins();
    }

    BrowserHeaders headers() {
        return context.headers();
    }

    long requestLimitNanos() {
        return context.limits().request().toNanos();
    }

    /** A node is looked for at that URL. */
    void requesting(Node node, WebUrl url) {
        if (node == tree.document()) {
            documentUrl = url;
        }
    }

    boolean wantsText(Node node) {
        return node == tree.document() && tree.flow().wantsText();
    }

    /** Whether a good answer is what the scenario wanted; empty: it is. */
    Optional<DocumentFlow.Bad> judge(Node node, Exchange exchange, int redirects) {
        return node == tree.document() ? tree.flow().judge(exchange, redirects, visitor.values()) : Optional.empty();
    }

    /** What the site says to an answer that is not the expected one; empty: nothing that anybody looks for. */
    Optional<DocumentFlow.Bad> refused(Node node, Exchange exchange) {
        return node == tree.document() ? tree.flow().refused(exchange) : Optional.empty();
    }

    long leftNanos() {
        synchronized (lock) {
            return startedNanos + context.limits().page().toNanos() - now();
        }
    }

    /** A browser knows of a node now, because of what another fetch has brought so far. */
    void reveal(Node child, Fetch because) {
        pend(child);
        guarded(child, () -> load(child, because));
    }

    private void pend(Node node) {
        synchronized (lock) {
            pending++;
            pendingAwaited += node.awaited ? 1 : 0;
        }
    }

    private void load(Node child, Fetch because) {
        // Style sheets ask in their own name, scripts in that of the document.
        Optional<WebUrl> from =
                because.node().kind == ResourceKind.CSS ? Optional.of(because.url()) : Optional.ofNullable(documentUrl);
        new Fetch(this, visitor, child, origins().url(child.host, child.path), from, null).start(now());
    }

    private void revealLater(AfterDelay later, Fetch because) {
        pend(later.child());
        // What would come after the page's time is up fails when it is up.
        long delay = Math.min(later.delayNanos(), Math.max(0, leftNanos()));
        var _ = context.timers()
                .schedule(
                        () -> guarded(later.child(), () -> load(later.child(), because)), delay, TimeUnit.NANOSECONDS);
    }

    /** Whoever calls has no use for what is thrown, timers least of all: a page must end whatever happens. */
    private void guarded(Node node, Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            observer().failed(FailureKind.GENERATOR, String.valueOf(e));
            countOff(node, now(), Tally.NONE, FailureKind.GENERATOR);
        }
    }

    /** A fetch is over: reveal what follows from it, then count it off. */
    void loaded(Fetch fetch, long doneNanos, @Nullable FailureKind itsFailure) {
        Node node = fetch.node();
        if (itsFailure == null) {
            node.after.forEach(child -> reveal(child, fetch));
            node.delayed.forEach(later -> revealLater(later, fetch));
        }
        countOff(node, doneNanos, fetch.tally(), itsFailure);
    }

    private void countOff(Node node, long doneNanos, Tally took, @Nullable FailureKind itsFailure) {
        boolean loadedNow;
        boolean doneNow;
        PageView view;
        synchronized (lock) {
            if (failure == null) {
                failure = itsFailure;
            }
            if (node.awaited && !loaded) {
                lastAwaitedNanos = latest(lastAwaitedNanos, doneNanos);
            }
            tally = tally.plus(took);
            pending--;
            pendingAwaited -= node.awaited ? 1 : 0;
            loadedNow = !loaded && pendingAwaited == 0;
            loaded |= loadedNow;
            doneNow = pending == 0;
            view = view();
        }
        if (loadedNow) {
            // What a script sends leaves the visitor on the page it was.
            Optional<WebUrl> where = tree.flow().ajax() ? Optional.empty() : Optional.ofNullable(documentUrl);
            visitor.pageLoaded(where);
        }
        if (doneNow) {
            visitor.pageOver(view.failure().isEmpty());
            observer().pageDone(view);
        }
        if (loadedNow) {
            listener.loaded(view);
        }
        if (doneNow) {
            listener.done(view);
            visitor.pageTold();
        }
    }

    private PageView view() {
        return new PageView(
                tree.page().name(),
                intendedNanos,
                startedNanos,
                lastAwaitedNanos,
                visitor.address(tree.page().host()),
                visitor.returning(),
                tally,
                Optional.ofNullable(failure));
    }

    private static long latest(long a, long b) {
        return a == 0 || b - a > 0 ? b : a;
    }
}
