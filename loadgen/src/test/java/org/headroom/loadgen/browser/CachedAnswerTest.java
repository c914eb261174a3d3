package org.headroom.loadgen.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.loadgen.browser.Heads.head;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.loadgen.transport.ResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachedAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String ETAG = "etag: \"a\"";

    private static Optional<CachedAnswer> kept(ResponseHead head) {
        return CachedAnswer.of(head, 0, NOW);
    }

    private static Duration fresh(String... headers) {
        return Duration.ofNanos(kept(head(200, headers)).orElseThrow().freshNanos());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=3600 | PT1H",
                "public, Max-Age=\"60\" | PT1M",
                "max-age=31536000, immutable | PT8760H",
                "no-cache, max-age=60 | PT0S",
                "no-cache | PT0S",
                "max-age=0 | PT0S",
                "max-age=soon | PT0S",
                "max-age=999999999999999999999 | PT87600H",
                "s-maxage=600 | PT0S"
            })
    void cacheControlSaysHowLongAnAnswerIsFresh(String cacheControl, Duration fresh) {
        assertThat(fresh("cache-control: " + cacheControl, ETAG)).isEqualTo(fresh);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thu, 26 Nov 2026 13:00:00 GMT | PT1H",
                "Wed, 11 Jan 1984 05:00:00 GMT | PT0S",
                "0 | PT0S",
                "-1 | PT0S"
            })
    void expiresCountsWhereNoMaxAgeIs(String expires, Duration fresh) {
        assertThat(fresh("expires: " + expires, ETAG)).isEqualTo(fresh);
        assertThat(fresh("expires: " + expires, "cache-control: max-age=5", ETAG))
                .hasSeconds(5);
    }

    @Test
    void withoutAnyWordATenthOfTheTimeSinceTheLastChangeCounts() {
        String changed = "last-modified: Mon, 16 Nov 2026 12:00:00 GMT";
        assertThat(fresh(changed)).isEqualTo(Duration.ofDays(1));
        assertThat(fresh(changed, "cache-control: must-revalidate")).isZero();
        assertThat(fresh("last-modified: Thu, 26 Nov 2027 12:00:00 GMT"))
                .as("changed in the future")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache-control: no-store", "cache-control: no-cache", "content-type: text/html", "etag: "})
    void whatMayNotBeStoredOrCouldNeitherBeUsedNorConfirmedIsNotKept(String header) {
        assertThat(kept(head(200, header))).isEmpty();
        assertThat(kept(head(200, "cache-control: no-store", ETAG))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 301, 302, 404, 500, 503})
    void onlyWholeGoodAnswersAreKept(int status) {
        assertThat(kept(head(status, "cache-control: max-age=60", ETAG))).isEmpty();
    }

    @Test
    void aConfirmationKeepsTheValidatorsThatItDoesNotRepeatAndTakesTheNewFreshness() {
        CachedAnswer old = kept(head(
                        200, "cache-control: max-age=1", ETAG, "last-modified: Mon, 16 Nov 2026 12:00:00 GMT"))
                .orElseThrow();
        CachedAnswer now =
                old.confirmed(head(304, "cache-control: max-age=7"), 55, NOW).orElseThrow();
        assertThat(now)
                .isEqualTo(new CachedAnswer(
                        "\"a\"",
                        "Mon, 16 Nov 2026 12:00:00 GMT",
                        55,
                        Duration.ofSeconds(7).toNanos()));
        assertThat(old.confirmed(head(304, "cache-control: no-store"), 55, NOW)).isEmpty();
    }

    @Property
    void anAnswerIsFreshExactlyUntilItsAgeReachesMaxAge(
            @ForAll @LongRange(min = 1, max = 300_000_000) long seconds, @ForAll @LongRange(min = 0) long ageNanos) {
        CachedAnswer answer =
                kept(head(200, "cache-control: max-age=" + seconds)).orElseThrow();
        assertThat(answer.fresh(ageNanos)).isEqualTo(ageNanos < seconds * 1_000_000_000L);
    }
}
