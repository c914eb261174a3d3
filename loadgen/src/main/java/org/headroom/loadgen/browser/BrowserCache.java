package org.headroom.loadgen.browser;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.scenarios.endpoint.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * One browser's private cache: which URLs it has, whether they are fresh, and by what to ask if they are not. Bodies are
 * not kept; nobody looks at them.
 */
public final class BrowserCache {
    /** Stands over an answer of the warm cache that the visitor has since lost. */
    private static final CachedAnswer GONE = new CachedAnswer("", "", 0, 0);

    private final WarmCache warm;
    private final InstantSource clock;
    private final Map<WebUrl, CachedAnswer> own = new ConcurrentHashMap<>();

    BrowserCache(WarmCache warm, InstantSource clock) {
        this.warm = warm;
        this.clock = clock;
    }

    /** What the browser does about a URL. */
    public sealed interface Lookup {
        /** Fetches it. */
        record Absent() implements Lookup {}

        /** Uses what it has, without a request. */
        record Fresh() implements Lookup {}

        /**
         * Asks whether what it has still holds.
         *
         * @param etag for {@code if-none-match}; empty: none
         * @param lastModified for {@code if-modified-since}; empty: none
         */
        record Stale(String etag, String lastModified) implements Lookup {}
    }

    /** Whether this browser came with a warm cache. */
    public boolean warm() {
        return !warm.answers().isEmpty();
    }

    /** What to do about a GET of that URL. */
    public Lookup look(WebUrl url, long nowNanos) {
        CachedAnswer answer = own.get(url);
        long awayNanos = 0;
        if (answer == null) {
            answer = warm.answers().get(url);
            awayNanos = warm.awayNanos();
        }
        if (answer == null || answer.equals(GONE)) {
            return new Lookup.Absent();
        }
        if (answer.fresh(nowNanos - answer.storedNanos() + awayNanos)) {
            return new Lookup.Fresh();
        }
        return answer.hasValidator() ? new Lookup.Stale(answer.etag(), answer.lastModified()) : new Lookup.Absent();
    }

    /** A GET was answered in full: kept as far as the answer's headers allow. */
    public void answered(WebUrl url, ResponseHead head, long nowNanos) {
        replace(url, CachedAnswer.of(head, nowNanos, clock.instant()));
    }

    /** A conditional GET was answered with 304. */
    public void confirmed(WebUrl url, ResponseHead head, long nowNanos) {
        CachedAnswer known = known(url);
        if (known != null) {
            replace(url, known.confirmed(head, nowNanos, clock.instant()));
        }
    }

    private @Nullable CachedAnswer known(WebUrl url) {
        CachedAnswer mine = own.get(url);
        return mine == null ? warm.answers().get(url) : mine;
    }

    private void replace(WebUrl url, Optional<CachedAnswer> answer) {
        if (answer.isPresent()) {
            own.put(url, answer.get());
        } else if (warm.answers().containsKey(url)) {
            own.put(url, GONE);
        } else {
            own.remove(url);
        }
    }

    /** What the visitor leaves behind. */
    WarmCache left() {
        Map<WebUrl, CachedAnswer> all = new HashMap<>(warm.answers());
        all.putAll(own);
        all.values().removeIf(GONE::equals);
        return new WarmCache(all, 0);
    }
}
