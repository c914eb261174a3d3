package org.headroom.loadgen.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.loadgen.browser.Heads.head;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.headroom.loadgen.browser.BrowserCache.Lookup;
import org.headroom.scenarios.endpoint.WebUrl;
import org.junit.jupiter.api.Test;

class BrowserCacheTest {
    private static final long SECOND = 1_000_000_000L;
    private static final WebUrl STYLE = url("/style.css?ver=1");
    private static final WebUrl LOGO = url("/logo.png");

    private final WarmCaches caches = new WarmCaches(Duration.ofHours(1), () -> Instant.parse("2026-11-26T12:00:00Z"));

    private static WebUrl url(String path) {
        return new WebUrl("https", "www.example.org", 443, path);
    }

    @Test
    void whatIsStaleIsAskedForByEverythingThatTheServerGave() {
        BrowserCache cache = caches.empty();
        cache.answered(
                STYLE,
                head(200, "cache-control: max-age=10", "etag: W/\"1\"", "last-modified: Mon, 16 Nov 2026 12:00:00 GMT"),
                0);
        assertThat(cache.look(STYLE, 9 * SECOND)).isEqualTo(new Lookup.Fresh());
        assertThat(cache.look(STYLE, 10 * SECOND))
                .isEqualTo(new Lookup.Stale("W/\"1\"", "Mon, 16 Nov 2026 12:00:00 GMT"));
        assertThat(cache.look(url("/style.css?ver=2"), 0)).isEqualTo(new Lookup.Absent());
    }

    @Test
    void aConfirmedAnswerIsFreshAgain() {
        BrowserCache cache = caches.empty();
        cache.answered(STYLE, head(200, "cache-control: max-age=10", "etag: \"1\""), 0);
        cache.confirmed(STYLE, head(304, "cache-control: max-age=10"), 20 * SECOND);
        assertThat(cache.look(STYLE, 29 * SECOND)).isEqualTo(new Lookup.Fresh());
    }

    @Test
    void anAnswerThatMayNoLongerBeStoredIsForgotten() {
        BrowserCache cache = caches.empty();
        cache.answered(STYLE, head(200, "etag: \"1\""), 0);
        cache.answered(STYLE, head(200, "cache-control: no-store"), 0);
        assertThat(cache.look(STYLE, 0)).isEqualTo(new Lookup.Absent());
    }

    @Test
    void aReturningVisitorFindsWhatAnEarlierOneOfItsKindLeftOlderByTheTimeItWasAway() {
        BrowserCache first = caches.empty();
        first.answered(STYLE, head(200, "cache-control: max-age=3700", "etag: \"1\""), 0);
        first.answered(LOGO, head(200, "cache-control: max-age=60", "etag: \"2\""), 0);
        caches.learn("reader", first);

        BrowserCache back = caches.returning("reader");
        assertThat(back.warm()).isTrue();
        assertThat(back.look(STYLE, 99 * SECOND)).isEqualTo(new Lookup.Fresh());
        assertThat(back.look(STYLE, 100 * SECOND)).isEqualTo(new Lookup.Stale("\"1\"", ""));
        assertThat(back.look(LOGO, 0)).isEqualTo(new Lookup.Stale("\"2\"", ""));
        assertThat(caches.returning("buyer").warm()).as("another kind of visit").isFalse();
    }

    @Test
    void whatAReturningVisitorLearnsIsItsOwn() {
        BrowserCache first = caches.empty();
        first.answered(STYLE, head(200, "etag: \"1\""), 0);
        caches.learn("reader", first);

        BrowserCache back = caches.returning("reader");
        back.confirmed(STYLE, head(304, "cache-control: max-age=10"), 0);
        assertThat(back.look(STYLE, 9 * SECOND)).as("not away since").isEqualTo(new Lookup.Fresh());
        back.answered(STYLE, head(200, "cache-control: no-store"), 0);
        assertThat(back.look(STYLE, 0)).isEqualTo(new Lookup.Absent());
        assertThat(caches.returning("reader").look(STYLE, 0)).isEqualTo(new Lookup.Stale("\"1\"", ""));
    }

    @Property
    void whateverHappensToOneVisitorTheNextOneFindsWhatTheFirstLeft(
            @ForAll @Size(max = 20) List<@IntRange(max = 3) Integer> steps) {
        BrowserCache first = caches.empty();
        first.answered(STYLE, head(200, "cache-control: max-age=7200", "etag: \"1\""), 0);
        caches.learn("reader", first);
        BrowserCache one = caches.returning("reader");
        for (int step : steps) {
            switch (step) {
                case 0 -> one.answered(STYLE, head(200, "cache-control: no-store"), step);
                case 1 -> one.answered(STYLE, head(200, "etag: \"new\""), step);
                case 2 -> one.confirmed(STYLE, head(304, "cache-control: no-cache"), step);
                default -> one.answered(LOGO, head(200, "etag: \"logo\""), step);
            }
            caches.learn("reader", one);
        }
        BrowserCache next = caches.returning("reader");
        assertThat(next.look(STYLE, 0)).isEqualTo(new Lookup.Fresh());
        assertThat(next.look(LOGO, 0)).isEqualTo(new Lookup.Absent());
    }
}
