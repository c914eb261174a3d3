package org.headroom.loadgen.browser;

import java.time.Duration;
import java.util.Map;
import org.headroom.scenarios.endpoint.WebUrl;

/**
 * What a visitor left in its browser's cache, as another one finds it that comes back later. Shared by all who come
 * back, and changed by none of them.
 *
 * @param answers by URL
 * @param awayNanos time between that visit and the return, on top of the time that the run itself took
 */
record WarmCache(Map<WebUrl, CachedAnswer> answers, long awayNanos) {
    /** Of who never was here. */
    static final WarmCache EMPTY = new WarmCache(Map.of(), 0);

    WarmCache {
        answers = Map.copyOf(answers);
    }

    WarmCache awayFor(Duration time) {
        return new WarmCache(answers, time.toNanos());
    }
}
