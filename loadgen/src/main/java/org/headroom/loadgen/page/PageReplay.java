package org.headroom.loadgen.page;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
 * all at once as far as the transport's connections allow. The page has ended when nothing is left to load; its time
 * ends with the last awaited resource. Anything that fails makes the page fail, and what a failed resource would
 * have revealed is not requested, since a browser would not know of it.
 */
final class PageReplay {
    private final PageTree tree;
    private final Visitor visitor;
    private final PageReplayer context;
    private final Consumer<PageView> whenDone;

    private final Object lock = new Object();
    // All guarded by lock.
    private int pending;
    private long intendedNanos;
    private long startedNanos;
    private long lastAwaitedNanos;
    private Tally tally = Tally.NONE;
    private @Nullable FailureKind failure;

    private volatile @Nullable WebUrl documentUrl;

    PageReplay(PageTree tree, Visitor visitor, PageReplayer context, Consumer<PageView> whenDone) {
        this.tree = tree;
        this.visitor = visitor;
        this.context = context;
        this.whenDone = whenDone;
    }

    void start(long intended) {
        long now = now();
        synchronized (lock) {
            intendedNanos = intended;
            startedNanos = now;
            pending = 1;
        }
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
        synchronized (lock) {
            pending++;
        }
        load(child, because);
    }

    private void load(Node child, Fetch because) {
        // Style sheets ask in their own name, scripts in that of the document.
        Optional<WebUrl> from =
                because.node().kind == ResourceKind.CSS ? Optional.of(because.url()) : Optional.ofNullable(documentUrl);
        new Fetch(this, visitor, child, origins().url(child.host, child.path), from, null).start(now());
    }

    private void revealLater(AfterDelay later, Fetch because) {
        synchronized (lock) {
            pending++;
        }
        // What would come after the page's time is up fails when it is up.
        long delay = Math.min(later.delayNanos(), Math.max(0, leftNanos()));
        var _ = context.timers().schedule(() -> loadGuarded(later.child(), because), delay, TimeUnit.NANOSECONDS);
    }

    /** For timers, which swallow what is thrown: a page must end whatever happens. */
    private void loadGuarded(Node node, Fetch because) {
        try {
            load(node, because);
        } catch (RuntimeException e) {
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
        PageView view = null;
        synchronized (lock) {
            if (failure == null) {
                failure = itsFailure;
            }
            if (node.awaited) {
                lastAwaitedNanos = latest(lastAwaitedNanos, doneNanos);
            }
            tally = tally.plus(took);
            pending--;
            if (pending == 0) {
                view = new PageView(
                        tree.page().name(),
                        intendedNanos,
                        startedNanos,
                        lastAwaitedNanos,
                        visitor.address(tree.page().host()),
                        visitor.returning(),
                        tally,
                        Optional.ofNullable(failure));
            }
        }
        if (view != null) {
            // What a script sends leaves the visitor on the page it was.
            Optional<WebUrl> where = tree.flow().ajax() ? Optional.empty() : Optional.ofNullable(documentUrl);
            visitor.pageEnded(view.failure().isEmpty(), where);
            observer().pageDone(view);
            whenDone.accept(view);
        }
    }

    private static long latest(long a, long b) {
        return a == 0 || b - a > 0 ? b : a;
    }
}
