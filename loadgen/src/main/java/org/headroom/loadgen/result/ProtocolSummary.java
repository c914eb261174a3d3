package org.headroom.loadgen.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came out over one protocol. Durations are milliseconds, sizes bytes.
 *
 * @param protocol h1, h2 or h3
 * @param transport what spoke it: jetty, netty or kwik
 * @param phases the run's named parts in order; empty when it has none
 * @param warmUp what went before and is in no other figure; null: nothing did
 * @param views pages by whether the visitor was here before: {@code first} and {@code repeat}
 * @param timings where the time of requests went: {@code blocked}, {@code dns}, {@code connect}, {@code tls}, {@code wait},
 *     {@code content}; {@code dns} only where visitors look up for
 *     themselves, else see {@code lookupMillis} of run.json
 * @param failureExamples for each kind of failure one in words
 * @param roaming visitors who changed their network in mid-page; null: nobody did
 * @param h3Discovery how visitors came from h2 to h3; null: they spoke h3 from the start
 */
public record ProtocolSummary(
        String protocol,
        String transport,
        Pages pages,
        Requests requests,
        Connections connections,
        Map<String, PageTotals> byPage,
        Map<String, AddressTotals> byAddress,
        List<PhaseTotals> phases,
        @Nullable WarmUp warmUp,
        Map<String, ViewTotals> views,
        Map<String, TimingTotals> timings,
        Map<String, String> failureExamples,
        @Nullable Roaming roaming,
        @Nullable H3Discovery h3Discovery) {
    public ProtocolSummary {
        phases = phases == null ? List.of() : List.copyOf(phases); // runs of older versions have none
        byPage = Map.copyOf(byPage);
        byAddress = Map.copyOf(byAddress);
        // Not there in the files of earlier versions.
        views = views == null ? Map.of() : Map.copyOf(views);
        timings = timings == null ? Map.of() : Map.copyOf(timings);
        failureExamples = failureExamples == null ? Map.of() : Map.copyOf(failureExamples);
    }

    /** One without phases and warm-up. */
    public ProtocolSummary(
            String protocol,
            String transport,
            Pages pages,
            Requests requests,
            Connections connections,
            Map<String, PageTotals> byPage,
            Map<String, AddressTotals> byAddress) {
        this(
                protocol,
                transport,
                pages,
                requests,
                connections,
                byPage,
                byAddress,
                List.of(),
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null);
    }

    /** The same, and what went before it. */
    public ProtocolSummary after(@Nullable WarmUp before) {
        return new ProtocolSummary(
                protocol,
                transport,
                pages,
                requests,
                connections,
                byPage,
                byAddress,
                phases,
                before,
                views,
                timings,
                failureExamples,
                roaming,
                h3Discovery);
    }

    /**
     * One phase of the run. A page belongs to the phase in which it was due.
     *
     * @param startSeconds from the start of the arrivals
     * @param seconds its length
     */
    public record PhaseTotals(
            String name, double startSeconds, double seconds, long offered, long count, long failed, Latency latency) {}

    /**
     * Load before the measured part.
     *
     * @param seconds how long it took
     * @param count pages that ended
     * @param failed of those
     * @param p95 of their times
     */
    public record WarmUp(double seconds, long count, long failed, double p95) {}

    /**
     * Pages.
     *
     * @param offered arrivals that were due
     * @param count pages that ended, failed ones included
     * @param failed pages of which anything failed
     * @param unfinished offered pages that never ended, cut off by an interrupt: neither good nor failed
     * @param perSecond good pages a second that ended while visitors arrived: what was served, without the last ones' tail
     * @param latency intended start to the end of the last awaited resource, failed pages included
     * @param failures failed pages by the kind of their first failure; a request is behind it, but for what the page
     *     lacked ({@code not-on-page}) and what the generator did not start ({@code generator})
     */
    public record Pages(
            long offered,
            long count,
            long failed,
            long unfinished,
            double perSecond,
            Latency latency,
            Map<String, Long> failures) {
        public Pages {
            failures = failures == null ? Map.of() : Map.copyOf(failures); // not there in the files of earlier versions
        }

        /** Pages whose failures, if any, have no kind. */
        public Pages(long offered, long count, long failed, long unfinished, double perSecond, Latency latency) {
            this(offered, count, failed, unfinished, perSecond, latency, Map.of());
        }
    }

    /**
     * Requests.
     *
     * @param status answers by HTTP status
     * @param failures failures by kind
     * @param sizeDiffers good answers whose decoded size was not the scenario's (static resources only)
     */
    public record Requests(
            long count,
            long failed,
            double perSecond,
            long bytes,
            Map<String, Long> status,
            Map<String, Long> failures,
            long sizeDiffers,
            Latency latency,
            Latency ttfb) {
        public Requests {
            status = Map.copyOf(status);
            failures = Map.copyOf(failures);
        }
    }

    /**
     * Visitors who changed their network in mid-page. Their pages are in the page times like all others.
     *
     * @param recovered of them got a byte over the new network
     * @param lost of them got none, and something failed; the rest had nothing more to get
     * @param recovery change of network to the first byte over the new one
     */
    public record Roaming(long visitors, long recovered, long lost, Latency recovery) {}

    /**
     * Visitors who begin on h2 and find h3 by the site's Alt-Svc.
     *
     * @param requestsOverH2 requests sent before that, or where h3 could not be had
     * @param requestsOverH3 requests sent over h3
     * @param switched how often a visitor came to h3 with a host
     * @param unreachable how often a visitor was told of h3 and could not connect
     * @param untilH3 a visitor's first request to a host to the moment when it could use h3
     */
    public record H3Discovery(
            long requestsOverH2, long requestsOverH3, long switched, long unreachable, Latency untilH3) {}

    /** Connections opened, and how many of them resumed a TLS session. */
    public record Connections(long opened, long resumed) {}

    /** One page of the scenario. */
    public record PageTotals(long count, long failed, Latency latency) {}

    /**
     * Pages of first-time or of returning visitors.
     *
     * @param requests that those pages sent, redirects included
     * @param notModified of them answered with 304
     * @param redirects of them answered with a redirect that was followed
     * @param fromCache resources used from the cache without a request
     * @param bytes of bodies as transferred
     */
    public record ViewTotals(
            long count,
            long failed,
            long requests,
            long notModified,
            long redirects,
            long fromCache,
            long bytes,
            Latency latency) {}

    /** One part of the time of requests: how many had it, and how long it took. */
    public record TimingTotals(long count, Latency latency) {}

    /** One address of the target. */
    public record AddressTotals(Totals pages) {}

    /** Count, failures and latency. */
    public record Totals(long count, long failed, Latency latency) {}
}
