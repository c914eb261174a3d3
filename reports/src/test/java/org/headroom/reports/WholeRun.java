package org.headroom.reports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.result.GeneratorSummary;
import org.headroom.loadgen.result.InjectorResult;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.ProtocolSummary.H3Discovery;
import org.headroom.loadgen.result.ProtocolSummary.Pages;
import org.headroom.loadgen.result.ProtocolSummary.PhaseTotals;
import org.headroom.loadgen.result.ProtocolSummary.Roaming;
import org.headroom.loadgen.result.ProtocolSummary.TimingTotals;
import org.headroom.loadgen.result.ProtocolSummary.ViewTotals;
import org.headroom.loadgen.result.ProtocolSummary.WarmUp;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.Summary;

/** A run that did everything that can be in a summary, no two of its figures alike. */
final class WholeRun {
    static final String HOSTILE = "expected 200, got 503 \"<b>busy</b> & 'gone'\"";

    private WholeRun() {}

    static RunView view() {
        var info = SampleRuns.info(false, true);
        var plan = new HashMap<>(info.plan());
        plan.put("arrivals", "ramp 0..50/s 30s, rush: hold 50/s 5m");
        var asked = new RunInfo(
                info.schema(),
                info.command(),
                info.scenario(),
                info.scenarioDigest(),
                info.target(),
                info.protocols(),
                plan,
                info.versions(),
                info.hosts(),
                info.embeddedDemo(),
                info.start(),
                info.end(),
                info.interrupted(),
                Map.of("shop.example", 12.7),
                List.of("10.0.0.7", "10.0.0.8"));
        return new RunView(
                "everything",
                new RunResult(asked, summary(), List.of(), SampleRuns.curves()),
                List.of(),
                Optional.empty(),
                List.of());
    }

    static Summary summary() {
        var usual = SampleRuns.summary(RunVerdict.INTERRUPTED, SampleRuns.demoGoals(false));
        return new Summary(
                usual.schema(),
                usual.verdict(),
                true,
                List.of(
                        "h1: 10.0.0.7 used 97% of its CPU in 41 of 60 s.",
                        "h3: 1.2% of the datagrams found the receive buffer full."),
                usual.protocols().stream().map(WholeRun::whole).toList(),
                usual.slo(),
                usual.limit(),
                generator(),
                injectors());
    }

    private static ProtocolSummary whole(ProtocolSummary usual) {
        var slow = usual.pages().latency().p95() / 412;
        return new ProtocolSummary(
                usual.protocol(),
                usual.transport(),
                pages(usual.pages()),
                usual.requests(),
                usual.connections(),
                usual.byPage(),
                usual.byAddress(),
                List.of(
                        new PhaseTotals("ramp 0..50/s 30s", 0, 30, 751, 750, 0, latency(305 * slow)),
                        new PhaseTotals("rush", 30, 300.5, 690, 689, 3, latency(433 * slow))),
                new WarmUp(3, 61, 2, 611 * slow),
                Map.of(
                        "first", new ViewTotals(1008, 2, 47_376, 0, 12, 61, 1_352_914_698L, latency(471 * slow)),
                        "repeat", new ViewTotals(432, 1, 6048, 1104, 5, 12_901, 9_820_585L, latency(203 * slow))),
                Map.of(
                        "blocked", new TimingTotals(67_312, latency(9.1 * slow)),
                        "connect", new TimingTotals(1397, latency(11.2 * slow)),
                        "tls", new TimingTotals(1396, latency(14.3 * slow)),
                        "wait", new TimingTotals(67_301, latency(18.4 * slow)),
                        "content", new TimingTotals(67_299, latency(0.7 * slow))),
                usual.requests().failures().isEmpty()
                        ? Map.of("timeout", "no answer for 30 s from 192.0.2.11")
                        : Map.of("status-503", HOSTILE),
                new Roaming(288, 281, 4, latency(1290 * slow)),
                new H3Discovery(1742, 65_570, 1391, 6, latency(207 * slow)));
    }

    private static Pages pages(Pages usual) {
        var kinds = usual.failed() > 1
                ? Map.of("status-503", usual.failed() - 1, "not-on-page", 1L)
                : Map.of("not-on-page", usual.failed());
        return new Pages(
                usual.offered(),
                usual.count(),
                usual.failed(),
                usual.unfinished(),
                usual.perSecond(),
                usual.latency(),
                kinds);
    }

    private static GeneratorSummary generator() {
        return new GeneratorSummary(
                new Latency(0.14, 0.24, 0.51, 1.73, 6.2, 22.8, 0.19),
                7,
                new GeneratorSummary.Cpu(1.5, 0.413, 0.972, 0.891, 0.0312),
                new GeneratorSummary.GcPauses(17, 93.4, 12.6),
                new GeneratorSummary.Descriptors(1733, 1_048_576),
                new GeneratorSummary.EphemeralPorts(28_232, 9211, 3),
                812);
    }

    private static List<InjectorResult> injectors() {
        return List.of(
                new InjectorResult("10.0.0.7", 0.5, "done", 2161, 2159, -1834.6, 0.42, 1.73, null),
                new InjectorResult(
                        "10.0.0.8",
                        0.4999,
                        "lost",
                        1377,
                        1375,
                        12.4,
                        0.61,
                        0.97,
                        new InjectorResult.Lost("h2", 41.3, 783, 0.1812, "No word from it for 5 s.")));
    }

    private static Latency latency(double p95) {
        return new Latency(p95 * 0.46, p95 * 0.83, p95, p95 * 1.42, p95 * 2.31, p95 * 2.74, p95 * 0.52);
    }
}
