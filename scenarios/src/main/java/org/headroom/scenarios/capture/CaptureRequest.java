package org.headroom.scenarios.capture;

import java.util.List;
import java.util.Set;
import org.headroom.scenarios.endpoint.NameResolver;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.endpoint.TrustPolicy;

/**
 * What to capture.
 *
 * @param url of the first page
 * @param pages how many pages to capture, found by following links on the first one's host; at least 1
 * @param otherHosts hosts besides the page's own that may be asked for resources
 * @param trust whose certificates count
 * @param resolutions {@code --resolve}
 * @param resolver for all other names
 */
public record CaptureRequest(
        String url,
        int pages,
        Set<String> otherHosts,
        TrustPolicy trust,
        List<Resolution> resolutions,
        NameResolver resolver,
        CaptureLimits limits) {
    public CaptureRequest {
        if (pages < 1) {
            throw new IllegalArgumentException("at least one page: " + pages);
        }
        otherHosts = Set.copyOf(otherHosts);
        resolutions = List.copyOf(resolutions);
    }

    /** One page, own host only, the system's trust and resolver, the usual limits. */
    public static CaptureRequest of(String url) {
        return new CaptureRequest(
                url,
                1,
                Set.of(),
                new TrustPolicy.SystemTrust(),
                List.of(),
                NameResolver.system(),
                CaptureLimits.standard());
    }
}
