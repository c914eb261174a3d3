package org.headroom.loadgen.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.browser.BrowserCache;
import org.headroom.loadgen.browser.BrowserHeaders;
import org.headroom.loadgen.browser.HeaderList;
import org.headroom.loadgen.browser.Relation;
import org.headroom.loadgen.page.PageTree.Node;
import org.headroom.loadgen.page.PageView.Tally;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.ExchangeListener;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.WebRequest;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Gets one thing of a page as a browser does: from the cache, by asking whether what is there still holds, or anew;
 * through redirects, each a request of its own; with cookies. One exchange is under way at a time.
 */
final class Fetch implements ExchangeListener {
    private static final int MOST_REDIRECTS = 20;
    private static final int NOT_MODIFIED = 304;
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    private final PageReplay page;
    private final Visitor visitor;
    private final Node node;
    private final Optional<WebUrl> from;
    private final Deque<PageTree.AtOffset> waiting;

    private WebUrl url;
    private Relation relation;
    private @Nullable String body;
    private BrowserCache.Lookup cached = new BrowserCache.Lookup.Absent();
    private boolean revealing = true;
    private int redirects;
    private Tally tally = Tally.NONE;
    private boolean over;

    /**
     * A fetch.
     *
     * @param from what asks for it; empty: the visitor typed it
     * @param body of a POST; null: it is a GET
     */
    Fetch(PageReplay page, Visitor visitor, Node node, WebUrl url, Optional<WebUrl> from, @Nullable String body) {
        this.page = page;
        this.visitor = visitor;
        this.node = node;
        this.url = url;
        this.from = from;
        this.relation = from.map(asking -> Relation.between(asking, url)).orElse(Relation.NONE);
        this.body = body;
        this.waiting = new ArrayDeque<>(node.streaming);
    }

    Node node() {
        return node;
    }

    /** Where it was found in the end, after all redirects. */
    WebUrl url() {
        return url;
    }

    Tally tally() {
        return tally;
    }

    /** Begins; may be over when it returns. */
    void start(long intendedNanos) {
        long now = page.now();
        page.requesting(node, url);
        cached = body == null && node.cacheable ? visitor.cache().look(url, now) : new BrowserCache.Lookup.Absent();
        if (cached instanceof BrowserCache.Lookup.Fresh) {
            tally = tally.plus(new Tally(0, 0, 0, 1, 0));
            finish(now, null);
        } else {
            send(intendedNanos);
        }
    }

    private void send(long intendedNanos) {
        long pageLeft = page.leftNanos();
        Optional<String> alias = page.origins().alias(url);
        if (pageLeft <= 0 || alias.isEmpty()) {
            // Without an alias it would be a URL that nobody checked; redirects are checked before they are followed.
            FailureKind why = pageLeft <= 0 ? FailureKind.TIMEOUT : FailureKind.REDIRECT_ELSEWHERE;
            page.observer()
                    .failed(
                            why,
                            pageLeft <= 0 ? "the page's time was up before all of it was asked for" : url.origin());
            finish(page.now(), why);
            return;
        }
        revealing = true;
        visitor.connections()
                .send(
                        new WebRequest(
                                body == null ? "GET" : "POST",
                                url.scheme(),
                                url.host(),
                                url.port(),
                                visitor.address(alias.get(), url.port()),
                                url.path(),
                                headers(),
                                Optional.ofNullable(body),
                                page.wantsText(node),
                                intendedNanos,
                                Math.min(page.requestLimitNanos(), pageLeft)),
                        this);
    }

    private List<Map.Entry<String, String>> headers() {
        HeaderList headers = page.headers().of(node.kind, url, relation, from);
        if (visitor.prioritises() && url.scheme().equals("https")) {
            headers.add("priority", BrowserHeaders.priority(node.kind));
        }
        visitor.cookies().header(url).ifPresent(cookies -> headers.add("cookie", cookies));
        if (cached instanceof BrowserCache.Lookup.Stale(String etag, String lastModified)) {
            if (!etag.isEmpty()) {
                headers.add("if-none-match", etag);
            }
            if (!lastModified.isEmpty()) {
                headers.add("if-modified-since", lastModified);
            }
        }
        if (body != null) {
            headers.add("content-type", "application/x-www-form-urlencoded");
            if (node.kind == ResourceKind.FETCH) {
                headers.add("x-requested-with", "XMLHttpRequest");
            }
            if (node.kind == ResourceKind.DOCUMENT || relation == Relation.SAME_ORIGIN || from.isEmpty()) {
                headers.add("origin", from.orElse(url).origin());
            }
        }
        return headers.toList();
    }

    @Override
    public void onHead(ResponseHead head) {
        // Before the body reveals anything: what it reveals is requested with these cookies.
        visitor.cookies().take(url, head.setCookies());
        revealing = head.status() == node.expectedStatus;
    }

    @Override
    public void onProgress(long decodedBytes) {
        if (revealing) {
            revealUpTo(decodedBytes);
        }
    }

    private void revealUpTo(long decodedBytes) {
        PageTree.AtOffset next = waiting.peek();
        while (next != null && next.offsetBytes() <= decodedBytes) {
            waiting.remove();
            page.reveal(next.child(), this);
            next = waiting.peek();
        }
    }

    @Override
    public void onDone(Exchange exchange, long decodedBytes) {
        try {
            ended(exchange, decodedBytes);
        } catch (RuntimeException e) {
            // A page must end whatever happens, and a transport has no use for what we throw.
            page.observer().failed(FailureKind.GENERATOR, String.valueOf(e));
            finish(page.now(), FailureKind.GENERATOR);
        }
    }

    private void ended(Exchange exchange, long decodedBytes) {
        tally = tally.plus(new Tally(1, 0, 0, 0, exchange.bodyBytes()));
        switch (exchange.outcome()) {
            case Outcome.Failed(FailureKind kind, String detail) -> failed(exchange, kind, detail);
            case Outcome.Answered(int status)
            when confirmed(status) -> {
                visitor.cache().confirmed(url, exchange.head(), exchange.doneNanos());
                tally = tally.plus(new Tally(0, 1, 0, 0, 0));
                page.observer().requestDone(node.kind, exchange, Optional.empty(), false);
                finish(exchange.doneNanos(), null);
            }
            case Outcome.Answered(int status) when leadsOn(status, exchange.head()) -> follow(exchange, status);
            case Outcome.Answered(int status) when status == node.expectedStatus -> arrived(exchange, decodedBytes);
            case Outcome.Answered(int status) -> {
                DocumentFlow.Bad bad = page.refused(node, exchange)
                        .orElseGet(() -> new DocumentFlow.Bad(
                                FailureKind.UNEXPECTED_STATUS, status + " instead of " + node.expectedStatus));
                failed(exchange, bad.kind(), bad.detail());
            }
        }
    }

    private boolean confirmed(int status) {
        return status == NOT_MODIFIED && cached instanceof BrowserCache.Lookup.Stale;
    }

    /** A redirect that the scenario itself expects is an answer like any other. */
    private boolean leadsOn(int status, ResponseHead head) {
        return REDIRECTS.contains(status)
                && status != node.expectedStatus
                && !head.location().isEmpty();
    }

    private void arrived(Exchange exchange, long decodedBytes) {
        Optional<DocumentFlow.Bad> bad = page.judge(node, exchange, redirects);
        if (bad.isPresent()) {
            failed(exchange, bad.get().kind(), bad.get().detail());
            return;
        }
        boolean sizeDiffers = node.fixedSize.isPresent() && node.fixedSize.getAsLong() != decodedBytes;
        page.observer().requestDone(node.kind, exchange, Optional.empty(), sizeDiffers);
        if (body == null && node.cacheable) {
            visitor.cache().answered(url, exchange.head(), exchange.doneNanos());
        }
        finish(exchange.doneNanos(), null);
    }

    private void follow(Exchange exchange, int status) {
        String location = exchange.head().location();
        Optional<WebUrl> next = url.resolve(location);
        if (next.isEmpty() || page.origins().alias(next.get()).isEmpty()) {
            failed(
                    exchange,
                    FailureKind.REDIRECT_ELSEWHERE,
                    url.origin() + " redirects to " + next.map(WebUrl::origin).orElse("something that is no URL")
                            + ", which is not under hosts of the scenario");
            return;
        }
        if (redirects == MOST_REDIRECTS) {
            failed(
                    exchange,
                    FailureKind.REDIRECT_LOOP,
                    "more than " + MOST_REDIRECTS + " redirects, the last to "
                            + next.get().origin());
            return;
        }
        redirects++;
        tally = tally.plus(new Tally(0, 0, 1, 0, 0));
        page.observer().requestDone(node.kind, exchange, Optional.empty(), false);
        if (relation != Relation.NONE) {
            relation = relation.worse(Relation.between(url, next.get()));
        }
        url = next.get();
        if (status != 307 && status != 308) {
            body = null;
        }
        start(page.now());
    }

    private void failed(Exchange exchange, FailureKind kind, String detail) {
        page.observer().failed(kind, detail);
        page.observer().requestDone(node.kind, exchange, Optional.of(kind), false);
        finish(exchange.doneNanos(), kind);
    }

    /** Nobody reads the body of an answer that is in the cache, so all that it names is known at once. */
    private void finish(long doneNanos, @Nullable FailureKind failure) {
        if (over) {
            return;
        }
        over = true;
        if (failure == null) {
            // A document may be shorter today than when it was captured: nothing may stay unrevealed.
            revealUpTo(Long.MAX_VALUE);
        }
        page.loaded(this, doneNanos, failure);
    }
}
