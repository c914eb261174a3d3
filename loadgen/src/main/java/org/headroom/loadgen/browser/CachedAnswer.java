package org.headroom.loadgen.browser;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.headroom.loadgen.transport.ResponseHead;

/**
 * An answer that a browser has kept: by what it asks whether the answer still holds, and until when it need not ask.
 *
 * @param etag as sent; empty: none
 * @param lastModified as sent; empty: none
 * @param storedNanos {@link System#nanoTime()} at which it was received or last confirmed
 * @param freshNanos for how long after that it is used without asking; 0: never
 */
record CachedAnswer(String etag, String lastModified, long storedNanos, long freshNanos) {
    /** Browsers without any word from the server take a tenth of the time since the last change (RFC 9111, 4.2.2). */
    private static final int HEURISTIC_SHARE = 10;

    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int OK = 200;

    /**
     * What a private cache keeps of an answer to a GET; empty: nothing, it is to be fetched anew every time.
     *
     * @param now the date of the answer
     */
    static Optional<CachedAnswer> of(ResponseHead head, long nowNanos, Instant now) {
        if (head.status() != OK || head.directs("no-store")) {
            return Optional.empty();
        }
        return kept(head.etag(), head.lastModified(), head, nowNanos, now);
    }

    /** The same answer after a 304, whose headers replace the old ones. */
    Optional<CachedAnswer> confirmed(ResponseHead head, long nowNanos, Instant now) {
        return head.directs("no-store")
                ? Optional.empty()
                : kept(
                        head.etag().isEmpty() ? etag : head.etag(),
                        head.lastModified().isEmpty() ? lastModified : head.lastModified(),
                        head,
                        nowNanos,
                        now);
    }

    private static Optional<CachedAnswer> kept(
            String etag, String lastModified, ResponseHead head, long nowNanos, Instant now) {
        Duration fresh = freshness(head, lastModified, now);
        boolean useless = fresh.isZero() && etag.isEmpty() && lastModified.isEmpty();
        return useless
                ? Optional.empty()
                : Optional.of(new CachedAnswer(etag, lastModified, nowNanos, fresh.toNanos()));
    }

    private static Duration freshness(ResponseHead head, String lastModified, Instant now) {
        if (head.directs("no-cache")) {
            return Duration.ZERO;
        }
        Optional<String> maxAge = head.directive("max-age");
        if (maxAge.isPresent()) {
            return seconds(maxAge.get());
        }
        if (!head.expires().isEmpty()) {
            // A date that is none, such as 0, means "expired".
            return date(head.expires())
                    .map(expires -> bounded(Duration.between(now, expires)))
                    .orElse(Duration.ZERO);
        }
        if (head.directs("must-revalidate")) {
            return Duration.ZERO;
        }
        return date(lastModified)
                .map(changed -> bounded(Duration.between(changed, now).dividedBy(HEURISTIC_SHARE)))
                .orElse(Duration.ZERO);
    }

    private static Duration seconds(String text) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.length() > 18 ? LONGEST : Duration.ZERO;
        }
        return bounded(Duration.ofSeconds(Long.parseLong(text)));
    }

    private static Duration bounded(Duration duration) {
        if (duration.isNegative()) {
            return Duration.ZERO;
        }
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }

    private static Optional<Instant> date(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Whether it may be used without asking, so long after it was stored. */
    boolean fresh(long ageNanos) {
        return ageNanos < freshNanos;
    }

    /** Whether the server can be asked if it still holds. */
    boolean hasValidator() {
        return !etag.isEmpty() || !lastModified.isEmpty();
    }
}
