package org.headroom.loadgen.record;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.headroom.loadgen.result.ProtocolSummary.TimingTotals;
import org.headroom.loadgen.result.ProtocolSummary.ViewTotals;

/** First and repeat views, and timings of requests, as summaries have them. What did not happen is left out. */
final class SummaryDetails {
    private SummaryDetails() {}

    static Map<String, ViewTotals> views(Measures measures) {
        Map<String, ViewTotals> views = new TreeMap<>();
        for (Timed.View view : Timed.View.values()) {
            Histogram times = measures.of(Timed.VIEW).sum(view.label()::equals);
            if (times.getTotalCount() > 0) {
                views.put(
                        view.label(),
                        new ViewTotals(
                                times.getTotalCount(),
                                total(measures, view, Counted.ViewTotal.FAILED),
                                total(measures, view, Counted.ViewTotal.REQUESTS),
                                total(measures, view, Counted.ViewTotal.NOT_MODIFIED),
                                total(measures, view, Counted.ViewTotal.REDIRECTS),
                                total(measures, view, Counted.ViewTotal.FROM_CACHE),
                                total(measures, view, Counted.ViewTotal.BYTES),
                                LatencySeries.summarise(times)));
            }
        }
        return views;
    }

    private static long total(Measures measures, Timed.View view, Counted.ViewTotal what) {
        return measures.of(Counted.VIEW).of(what.label(view));
    }

    static Map<String, TimingTotals> timings(Measures measures) {
        Map<String, TimingTotals> timings = new TreeMap<>();
        for (Timed.Timing timing : Timed.Timing.values()) {
            Histogram times = measures.of(Timed.TIMING).sum(timing.label()::equals);
            if (times.getTotalCount() > 0) {
                timings.put(timing.label(), new TimingTotals(times.getTotalCount(), LatencySeries.summarise(times)));
            }
        }
        return timings;
    }
}
