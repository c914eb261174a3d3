package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.result.GeneratorSummary;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.page.Part;
import org.headroom.reports.page.Table;
import org.headroom.reports.page.Table.Cell;
import org.headroom.reports.page.Table.Column;
import org.headroom.reports.page.Table.Row;
import org.headroom.reports.page.Table.Tone;

/** What the load generator itself used and lacked. */
final class GeneratorSection {
    private final Summary summary;
    private final List<Row> rows = new ArrayList<>();

    private GeneratorSection(Summary summary) {
        this.summary = summary;
    }

    /** Empty for runs of versions that did not look. */
    static Optional<Part> part(Summary summary, String id) {
        var generator = summary.generator();
        return generator == null ? Optional.empty() : Optional.of(new GeneratorSection(summary).part(generator, id));
    }

    private Part part(GeneratorSummary generator, String id) {
        starts(generator);
        cpu(generator.cpu());
        lacks(generator);
        var lead = summary.generatorLimited()
                ? "The generator was at a limit of its own, so these are not the target's figures alone:"
                : "Nothing here was a limit, so page times are the target's.";
        return Part.of(
                        id + "-generator",
                        "Generator",
                        "The load generator itself",
                        lead,
                        List.of(new Table(
                                "What the load generator used and lacked",
                                List.of(Column.words("Figure"), Column.number("Value"), Column.words("Of what")),
                                rows)))
                .alarming(summary.generatorLimits());
    }

    private void starts(GeneratorSummary generator) {
        var delay = generator.startDelay();
        rows.add(Row.group("Start of pages: intended to actual (ms)"));
        millis("median", "startDelay/p50", delay.p50(), "");
        millis("p90", "startDelay/p90", delay.p90(), "");
        millis("p95", "startDelay/p95", delay.p95(), "");
        millis("p99", "startDelay/p99", delay.p99(), "1 page in 100 began later than this");
        millis("p99.9", "startDelay/p999", delay.p999(), "");
        millis("longest", "startDelay/max", delay.max(), "");
        millis("mean", "startDelay/mean", delay.mean(), "");
        bad("visits turned away", "notStarted", generator.notStarted(), "too many were open at once (--max-open)");
    }

    private void cpu(GeneratorSummary.Cpu cpu) {
        rows.add(Row.group("CPU"));
        row("cores", "cpu/cores", Figures.plain(cpu.cores()), "that it may use");
        share("mean", "cpu/mean", cpu.mean(), "of its cores");
        share("busiest second", "cpu/max", cpu.max(), "of its cores");
        share("busiest second, everything on the machine", "cpu/machineMax", cpu.machineMax(), "of the machine's");
        share("held back by a container's limit", "cpu/throttled", cpu.throttled(), "of the limit's periods");
    }

    private void lacks(GeneratorSummary generator) {
        rows.add(Row.group("What it could run out of"));
        var gc = generator.gcPauses();
        row("garbage collections", "gcPauses/count", Figures.count(gc.count()), "that stopped everything");
        millis("together (ms)", "gcPauses/total", gc.total(), "");
        millis("longest (ms)", "gcPauses/max", gc.max(), "");
        var files = generator.descriptors();
        row("descriptors", "descriptors/max", Figures.count(files.max()), "open at once at most, sockets included");
        row("limit of descriptors", "descriptors/limit", Figures.count(files.limit()), "");
        var ports = generator.ephemeralPorts();
        row("TCP sockets", "ephemeralPorts/tcpSockets", Figures.count(ports.tcpSockets()), "at once at most");
        row("local ports", "ephemeralPorts/available", Figures.count(ports.available()), "for each destination");
        bad("connections without a port", "ephemeralPorts/exhausted", ports.exhausted(), "none was free");
        bad("UDP datagrams dropped", "udpDrops", generator.udpDrops(), "the receive buffer was full (h3)");
    }

    private void millis(String head, String path, double millis, String ofWhat) {
        row(head, path, Figures.smallMillis(millis), ofWhat);
    }

    private void share(String head, String path, double share, String ofWhat) {
        row(head, path, Figures.percent(share * 100), ofWhat);
    }

    private void bad(String head, String path, long count, String ofWhat) {
        rows.add(Row.of(
                head,
                List.of(
                        ProtocolSection.shouldBeZero("/generator/" + path, count),
                        Cell.of(ofWhat).in(Tone.MUTED))));
    }

    private void row(String head, String path, String value, String ofWhat) {
        rows.add(Row.of(
                head,
                List.of(Cell.from("/generator/" + path, value), Cell.of(ofWhat).in(Tone.MUTED))));
    }
}
