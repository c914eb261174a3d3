package org.headroom.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.Limit;
import org.headroom.loadgen.result.PercentilePoint;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.ProtocolSummary.AddressTotals;
import org.headroom.loadgen.result.ProtocolSummary.Connections;
import org.headroom.loadgen.result.ProtocolSummary.PageTotals;
import org.headroom.loadgen.result.ProtocolSummary.Pages;
import org.headroom.loadgen.result.ProtocolSummary.Requests;
import org.headroom.loadgen.result.ProtocolSummary.Totals;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.SloResult;
import org.headroom.loadgen.result.Summary;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.probes.reading.Reading;

/** Runs as they come out of a real load, made by formulas so that they are the same every time. */
final class SampleRuns {
    static final Instant START = Instant.parse("2026-11-22T09:30:00Z");
    static final List<String> PROTOCOLS = List.of("h1", "h2", "h3");

    private SampleRuns() {}

    /** Three protocols, a minute each, one after the other; PHP-FPM is full over h1. */
    static RunView demo() {
        return view("demo-2026-11-22", info(true, false), summary(RunVerdict.PASS, demoGoals(true)), 60);
    }

    /** A real site that misses a goal over h1. */
    static RunView missed() {
        return view("shop-before-tuning", info(false, false), summary(RunVerdict.FAIL, demoGoals(false)), 60);
    }

    /** An hour over each of three protocols at once: 3,600 × 3 lines. */
    static RunView hour() {
        return view("hour", info(false, false), summary(RunVerdict.PASS, List.of()), 3600);
    }

    static RunView of(RunInfo info, Summary summary) {
        return view("sample", info, summary, 20);
    }

    private static RunView view(String name, RunInfo info, Summary summary, int seconds) {
        var together = seconds >= 3600;
        var timeline = timeline(seconds, together);
        var length = together ? seconds : seconds * PROTOCOLS.size();
        return new RunView(
                name,
                new RunResult(info, summary, timeline, curves()),
                readings(length, seconds),
                Optional.of(SamplePlans.fitting()),
                List.of());
    }

    static RunInfo info(boolean demo, boolean interrupted) {
        return new RunInfo(
                1,
                "headroom load front.yaml --target https://shop.example:8443 --protocol all --rate 24/s --duration 60s",
                "WordPress front page",
                "5f2c1e0d9b8a77665544332211ffeeddccbbaa99887766554433221100abcdef",
                "https://shop.example:8443",
                PROTOCOLS,
                Map.of("rate", "24 pages/s", "duration", "60 s", "ramp", "10 s", "arrivals", "Poisson", "seed", "42"),
                Map.of(
                        "headroom",
                        "0.1.0",
                        "java",
                        "25.0.3",
                        "jetty",
                        "12.1.10",
                        "netty",
                        "4.2.14",
                        "gatling",
                        "3.15.1"),
                Map.of("shop.example", List.of("192.0.2.10", "192.0.2.11")),
                demo,
                START,
                START.plusSeconds(183),
                interrupted);
    }

    static Summary summary(RunVerdict verdict, List<SloResult> goals) {
        var limit = new Limit(
                "fpm",
                "origin1",
                "12 of 12 children were busy for 41 of 60 s and up to 37 requests queued while Apache had 61% of its "
                        + "workers free.");
        return new Summary(1, verdict, false, List.of(), protocols(), goals, limit);
    }

    static List<SloResult> demoGoals(boolean met) {
        return List.of(
                new SloResult(met ? "page.p95<2s" : "page.p95<1s", 1071.2, met, "h1"),
                new SloResult("ttfb.p90<300ms", 38.8, true, "h1"),
                new SloResult("errors<0.5%", 0.208, true, "h1"));
    }

    static List<ProtocolSummary> protocols() {
        return List.of(
                protocol("h1", "jetty", 2.6, 3, 22.4),
                protocol("h2", "jetty", 1.0, 0, 23.9),
                protocol("h3", "netty", 1.06, 1, 23.8));
    }

    private static ProtocolSummary protocol(String name, String transport, double slow, long failed, double rate) {
        var status = new HashMap<String, Long>(Map.of("200", 66_208L - failed, "304", 1104L));
        var failures = new HashMap<String, Long>();
        if (failed > 0) {
            status.put("503", failed);
            failures.put("status-503", failed);
        }
        return new ProtocolSummary(
                name,
                transport,
                new Pages(1441, 1440, failed, 1, rate, latency(412 * slow)),
                new Requests(
                        67_312,
                        failed,
                        1121.87,
                        1_932_735_283L,
                        status,
                        failures,
                        0,
                        latency(31 * slow),
                        latency(18 * slow)),
                new Connections("h1".equals(name) ? 8214 : 1397, 642),
                Map.of(
                        "front", new PageTotals(864, failed, latency(440 * slow)),
                        "product", new PageTotals(432, 0, latency(371 * slow)),
                        "search", new PageTotals(144, 0, latency(512 * slow))),
                Map.of(
                        "192.0.2.10", new AddressTotals(new Totals(720, failed, latency(415 * slow))),
                        "192.0.2.11", new AddressTotals(new Totals(720, 0, latency(409 * slow)))));
    }

    private static Latency latency(double p95) {
        return new Latency(p95 * 0.46, p95 * 0.83, p95, p95 * 1.42, p95 * 2.31, p95 * 2.74, p95 * 0.52);
    }

    static Map<String, List<PercentilePoint>> curves() {
        var curves = new LinkedHashMap<String, List<PercentilePoint>>();
        curves.put("h1", curve(412 * 2.6));
        curves.put("h2", curve(412));
        curves.put("h3", curve(412 * 1.06));
        return curves;
    }

    /** As HdrHistogram walks: ever smaller steps, the highest value repeated up to 100 %. */
    private static List<PercentilePoint> curve(double p95) {
        var points = new ArrayList<PercentilePoint>();
        var left = 100.0;
        for (var i = 0; left > 0.02; i++) {
            var nines = Math.log10(100 / left);
            var millis = p95 * (0.22 + 0.42 * nines + 0.13 * nines * nines + 0.03 * Math.sin(3 * nines));
            points.add(new PercentilePoint(100 - left, Math.min(millis, p95 * 2.74)));
            left *= i < 4 ? 0.9 : 0.93;
        }
        points.add(new PercentilePoint(100, p95 * 2.74));
        return points;
    }

    private static List<TimelineSecond> timeline(int seconds, boolean together) {
        var lines = new ArrayList<TimelineSecond>();
        for (var p = 0; p < PROTOCOLS.size(); p++) {
            for (var s = 0; s < seconds; s++) {
                var at = together ? s : p * (seconds + 1) + s;
                lines.add(second(PROTOCOLS.get(p), START.plusSeconds(at), s));
            }
        }
        return lines;
    }

    private static TimelineSecond second(String protocol, Instant time, int s) {
        var offered = Math.round(Math.min(24, 2.4 * (s + 1)) + 3 * Math.sin(s * 1.7));
        var slow = protocol.equals("h1") && s > 18 && s < 50;
        var done = Math.max(0, offered - (slow ? Math.round(5 + 3 * Math.sin(s)) : s % 7 == 0 ? 1 : 0));
        var failed = slow && s % 14 == 0 ? 1 : 0;
        return new TimelineSecond(
                time,
                protocol,
                offered,
                offered,
                done,
                failed,
                done * 46,
                done * 1_300_000,
                90,
                0.21 + 0.02 * Math.sin(s));
    }

    private static List<Reading> readings(int seconds, int phase) {
        var readings = new ArrayList<Reading>();
        for (var s = 0; s < seconds; s++) {
            var time = START.plusSeconds(s).plusMillis(120);
            var full = s % (phase + 1) > 18 && s % (phase + 1) < 50 && s <= phase;
            var busy = full ? 1.0 : Math.min(1, 0.05 * (s % (phase + 1))) * (0.55 + 0.1 * Math.sin(s));
            readings.add(new Reading(time, "fpm", "origin1", "busy_ratio", busy, "ratio"));
            readings.add(new Reading(
                    time,
                    "fpm",
                    "origin1",
                    "listen_queue",
                    full ? 20 + Math.round(17 * Math.sin(s * 0.2)) : 0,
                    "count"));
            readings.add(new Reading(time, "apache", "origin1", "busy_ratio", busy * 0.39, "ratio"));
            readings.add(
                    new Reading(time, "apache", "origin1", "busy_workers", Math.round(busy * 0.39 * 150), "count"));
            readings.add(new Reading(time, "generator", "local", "cpu_ratio", 0.2 + 0.03 * Math.sin(s), "ratio"));
            readings.add(new Reading(time, "generator", "local", "schedule_delay", 0.0004, "seconds"));
        }
        return readings;
    }
}
