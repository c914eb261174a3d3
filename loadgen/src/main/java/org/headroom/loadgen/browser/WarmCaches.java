package org.headroom.loadgen.browser;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The caches that returning visitors come with, learned from the run itself: what the first visitor of the same kind
 * had in its cache when it left after a visit without failure. Until one has, nobody can be a returning visitor of that
 * kind.
 */
public final class WarmCaches {
    private final Duration away;
    private final InstantSource clock;
    private final Map<String, WarmCache> byVisit = new ConcurrentHashMap<>();

    /**
     * None learned yet.
     *
     * @param away how long returning visitors have been away
     */
    public WarmCaches(Duration away, InstantSource clock) {
        this.away = away;
        this.clock = clock;
    }

    /** How long returning visitors have been away. */
    public Duration away() {
        return away;
    }

    /** The cache of somebody who was never here. */
    public BrowserCache empty() {
        return new BrowserCache(WarmCache.EMPTY, clock);
    }

    /** The cache of a returning visitor; an empty one when none of that kind has been here yet. */
    public BrowserCache returning(String visit) {
        return new BrowserCache(byVisit.getOrDefault(visit, WarmCache.EMPTY), clock);
    }

    /** A visitor leaves after a visit without failure. */
    public void learn(String visit, BrowserCache cache) {
        if (!byVisit.containsKey(visit)) {
            WarmCache left = cache.left();
            if (!left.answers().isEmpty()) {
                byVisit.putIfAbsent(visit, left.awayFor(away));
            }
        }
    }
}
