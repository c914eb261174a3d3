package org.headroom.loadgen.record;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;
import org.headroom.loadgen.result.ProtocolSummary.AddressTotals;
import org.headroom.loadgen.result.ProtocolSummary.H3Discovery;
import org.headroom.loadgen.result.ProtocolSummary.PageTotals;
import org.headroom.loadgen.result.ProtocolSummary.Roaming;
import org.headroom.loadgen.result.ProtocolSummary.TimingTotals;
import org.headroom.loadgen.result.ProtocolSummary.Totals;
import org.headroom.loadgen.result.ProtocolSummary.ViewTotals;
import org.jspecify.annotations.Nullable;

/** The parts of a summary beside its totals. What did not happen is left out. */
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

    static Map<String, PageTotals> byPage(Measures measures) {
        Map<String, PageTotals> result = new TreeMap<>();
        Set<String> pages = new TreeSet<>(measures.of(Timed.PAGE).read().keySet());
        pages.addAll(measures.of(Counted.NOT_STARTED).read().keySet());
        for (String page : pages) {
            Histogram total = measures.of(Timed.PAGE).sum(Optional.of(page));
            result.put(
                    page,
                    new PageTotals(
                            total.getTotalCount()
                                    + measures.of(Counted.NOT_STARTED).of(page),
                            measures.of(Counted.PAGE_FAILURE).of(page),
                            LatencySeries.summarise(total)));
        }
        return result;
    }

    static Map<String, AddressTotals> byAddress(Measures measures) {
        Map<String, AddressTotals> result = new TreeMap<>();
        measures.of(Timed.ADDRESS).read().forEach((address, series) -> {
            Histogram total = series.total();
            result.put(
                    address,
                    new AddressTotals(new Totals(
                            total.getTotalCount(),
                            measures.of(Counted.ADDRESS_FAILURE).of(address),
                            LatencySeries.summarise(total))));
        });
        return result;
    }

    static @Nullable Roaming roaming(Measures measures) {
        long visitors = measures.total(Counted.Total.ROAMED);
        Histogram recovery = measures.of(Timed.RECOVERY).sum(_ -> true);
        return visitors == 0
                ? null
                : new Roaming(
                        visitors,
                        recovery.getTotalCount(),
                        measures.total(Counted.Total.ROAMED_AND_LOST),
                        LatencySeries.summarise(recovery));
    }

    static @Nullable H3Discovery h3Discovery(Measures measures) {
        long before = measures.total(Counted.Total.SENT_BEFORE_H3);
        long after = measures.total(Counted.Total.SENT_OVER_H3);
        Histogram found = measures.of(Timed.H3_FOUND).sum(_ -> true);
        return before + after == 0
                ? null
                : new H3Discovery(
                        before,
                        after,
                        found.getTotalCount(),
                        measures.total(Counted.Total.H3_UNREACHABLE),
                        LatencySeries.summarise(found));
    }
}
