package org.headroom.scenarios.capture;

import java.time.Duration;

/**
 * What one capture may cost, whatever the site does.
 *
 * @param fetchTime for one request from start to end
 * @param bodyBytes of one decoded body
 * @param resources of one page
 * @param importDepth of {@code @import} in style sheets, and of redirects of one resource
 */
public record CaptureLimits(Duration fetchTime, long bodyBytes, int resources, int importDepth) {
    /** 30 s, 32 MiB, 2000 resources, 10 deep. */
    public static CaptureLimits standard() {
        return new CaptureLimits(Duration.ofSeconds(30), 32L * 1024 * 1024, 2000, 10);
    }
}
