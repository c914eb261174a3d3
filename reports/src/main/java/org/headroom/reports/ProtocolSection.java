package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.ProtocolSummary.WarmUp;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;
import org.headroom.reports.page.Table.Tone;
import org.jspecify.annotations.Nullable;

/** All figures of summary.json, a column for each protocol; every cell says where in the file it comes from. */
final class ProtocolSection {
    private static final Cell NONE = Cell.of("–").in(Tone.MUTED);

    private final List<ProtocolSummary> protocols;
    private final List<Row> rows = new ArrayList<>();

    private ProtocolSection(Summary summary) {
        this.protocols = summary.protocols();
    }

    static Table results(Summary summary) {
        var section = new ProtocolSection(summary);
        section.pages();
        section.rows.add(Row.group("Page time (ms), from the intended start to the last awaited resource"));
        section.latency(
                "pages/latency/", p -> p.pages().latency(), p -> p.pages().count());
        section.requests();
        section.connections();
        section.warmUp();
        return section.table("Results per protocol");
    }

    /** What failed and an example of each kind in words; empty when nothing did. */
    static Optional<Table> failures(Summary summary) {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < summary.protocols().size(); i++) {
            var protocol = summary.protocols().get(i);
            var requests = protocol.requests().failures();
            var pages = protocol.pages().failures();
            var kinds = new TreeSet<>(protocol.failureExamples().keySet());
            kinds.addAll(requests.keySet());
            kinds.addAll(pages.keySet());
            if (!kinds.isEmpty()) {
                rows.add(Row.group(protocol.protocol()));
            }
            for (var kind : kinds) {
                var key = escaped(kind);
                var example = protocol.failureExamples().get(kind);
                rows.add(Row.of(
                        kind,
                        List.of(
                                counted(pointer(i, "pages/failures/" + key), pages.get(kind)),
                                counted(pointer(i, "requests/failures/" + key), requests.get(kind)),
                                example == null ? NONE : Cell.from(pointer(i, "failureExamples/" + key), example))));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "What failed, and one of each kind",
                        List.of(
                                Column.words("Failure"),
                                Column.number("Pages"),
                                Column.number("Requests"),
                                Column.words("For example")),
                        rows));
    }

    private static Cell counted(String source, @Nullable Long count) {
        return count == null ? NONE : shouldBeZero(source, count);
    }

    static Table requestTimes(Summary summary) {
        var section = new ProtocolSection(summary);
        section.rows.add(Row.group("Time to first byte (ms)"));
        section.latency(
                "requests/ttfb/", p -> p.requests().ttfb(), p -> p.requests().count());
        section.rows.add(Row.group("Whole request (ms)"));
        section.latency(
                "requests/latency/",
                p -> p.requests().latency(),
                p -> p.requests().count());
        return section.table("Times of single requests");
    }

    private Table table(String caption) {
        var columns = new ArrayList<Column>();
        columns.add(Column.words("Figure"));
        for (var p : protocols) {
            columns.add(Column.number(p.protocol()));
        }
        return new Table(caption, columns, rows);
    }

    private void pages() {
        rows.add(Row.group("Pages"));
        count("offered", "pages/offered", p -> p.pages().offered());
        count("ended, failed included", "pages/count", p -> p.pages().count());
        bad("failed", "pages/failed", p -> p.pages().failed());
        count("unfinished", "pages/unfinished", p -> p.pages().unfinished());
        row(
                "good pages per second",
                "pages/perSecond",
                p -> Figures.rate(p.pages().perSecond()));
    }

    private void requests() {
        rows.add(Row.group("Requests"));
        count("requests", "requests/count", p -> p.requests().count());
        bad("failed", "requests/failed", p -> p.requests().failed());
        keyed("failure: ", "requests/failures/", p -> p.requests().failures());
        cells("time to first byte, p95 (ms)", i -> {
            var requests = protocols.get(i).requests();
            return Samples.cell(pointer(i, "requests/ttfb/p95"), requests.ttfb().p95(), 95, requests.count());
        });
        row(
                "requests per second",
                "requests/perSecond",
                p -> Figures.rate(p.requests().perSecond()));
        row(
                "received (MiB)",
                "requests/bytes",
                p -> Figures.mebibytes(p.requests().bytes()));
        bad(
                "size other than the scenario's",
                "requests/sizeDiffers",
                p -> p.requests().sizeDiffers());
        keyed("HTTP status ", "requests/status/", p -> p.requests().status());
    }

    private void connections() {
        rows.add(Row.group("Connections"));
        row("spoken by", "transport", ProtocolSummary::transport);
        count("opened", "connections/opened", p -> p.connections().opened());
        count("TLS session resumed", "connections/resumed", p -> p.connections().resumed());
    }

    /** What went before and is in no other figure. */
    private void warmUp() {
        if (protocols.stream().allMatch(p -> p.warmUp() == null)) {
            return;
        }
        rows.add(Row.group("Warm-up before, in no figure above"));
        warmUp("seconds", "seconds", w -> Figures.plain(w.seconds()));
        warmUp("pages that ended", "count", w -> Figures.count(w.count()));
        warmUp("failed", "failed", w -> Figures.count(w.failed()));
        warmUp("page time, p95 (ms)", "p95", w -> Figures.millis(w.p95()));
    }

    private void warmUp(String head, String path, Function<WarmUp, String> text) {
        cells(head, i -> {
            var warmUp = protocols.get(i).warmUp();
            return warmUp == null
                    ? NONE
                    : Cell.from(pointer(i, "warmUp/" + path), text.apply(warmUp))
                            .in(Tone.MUTED);
        });
    }

    private void latency(String path, Function<ProtocolSummary, Latency> of, Function<ProtocolSummary, Long> samples) {
        row("median", path + "p50", p -> Figures.millis(of.apply(p).p50()));
        row("p90", path + "p90", p -> Figures.millis(of.apply(p).p90()));
        percentile("p95", path + "p95", 95, p -> of.apply(p).p95(), samples);
        percentile("p99", path + "p99", 99, p -> of.apply(p).p99(), samples);
        percentile("p99.9", path + "p999", 99.9, p -> of.apply(p).p999(), samples);
        row("longest", path + "max", p -> Figures.millis(of.apply(p).max()));
        row("mean", path + "mean", p -> Figures.millis(of.apply(p).mean()));
    }

    private void percentile(
            String head,
            String path,
            double percentile,
            Function<ProtocolSummary, Double> millis,
            Function<ProtocolSummary, Long> samples) {
        cells(head, i -> {
            var protocol = protocols.get(i);
            return Samples.cell(pointer(i, path), millis.apply(protocol), percentile, samples.apply(protocol));
        });
    }

    private void count(String head, String path, Function<ProtocolSummary, Long> value) {
        row(head, path, p -> Figures.count(value.apply(p)));
    }

    /** Something that should be zero. */
    private void bad(String head, String path, Function<ProtocolSummary, Long> value) {
        cells(head, i -> shouldBeZero(pointer(i, path), value.apply(protocols.get(i))));
    }

    /** A count that stands out if it is anything else. */
    static Cell shouldBeZero(String source, long count) {
        return Cell.from(source, Figures.count(count)).in(count > 0 ? Tone.BAD : Tone.PLAIN);
    }

    private void row(String head, String path, Function<ProtocolSummary, String> text) {
        cells(head, i -> Cell.from(pointer(i, path), text.apply(protocols.get(i))));
    }

    private void keyed(String head, String path, Function<ProtocolSummary, Map<String, Long>> map) {
        var keys = new TreeSet<String>();
        protocols.forEach(p -> keys.addAll(map.apply(p).keySet()));
        for (var key : keys) {
            cells(head + key, i -> {
                var value = map.apply(protocols.get(i)).get(key);
                return value == null ? NONE : Cell.from(pointer(i, path + escaped(key)), Figures.count(value));
            });
        }
    }

    private void cells(String head, IntFunction<Cell> cell) {
        rows.add(
                Row.of(head, IntStream.range(0, protocols.size()).mapToObj(cell).toList()));
    }

    private static String pointer(int protocol, String path) {
        return "/protocols/" + protocol + "/" + path;
    }

    /** A key within a JSON pointer (RFC 6901). */
    static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
