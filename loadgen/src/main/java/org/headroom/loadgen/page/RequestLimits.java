package org.headroom.loadgen.page;

import java.time.Duration;

/**
 * How long things may take before they count as failed.
 *
 * @param request one exchange, connection included
 * @param page the whole page; what is still under way then fails
 */
public record RequestLimits(Duration request, Duration page) {
    /** 30 s a request, 60 s a page: longer than any visitor waits. */
    public static final RequestLimits DEFAULT = new RequestLimits(Duration.ofSeconds(30), Duration.ofSeconds(60));
}
