package org.headroom.probes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.scenarios.stack.Threshold;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T22:30:00Z");
    private static final Verdict LOST = Verdict.of(
                    "galera", "db3", "state", Level.CRITICAL, "non-Primary", "see whether db1 and db2 reach it")
            .with(new Perf("galera_size", 2, "", "3:", "2:", "", ""));
    private static final Verdict BUSY = Verdict.of(
                    "apache", "origin1", "busy", Level.WARNING, "85 % of 150 workers are busy", "tune it")
            .with(Perf.of("apache_busy_origin1", 0.85, "", new Threshold(0.8, 0.95))
                    .upTo(1));
    private static final Verdict FINE = Verdict.ok("fpm", "origin1/site1", "pool", "3 of 12 children active");

    private static CheckResult result(Verdict... verdicts) {
        List<Judged> judged = Arrays.stream(verdicts)
                .map(one -> new Judged(
                        one, one.level(), NOW.minusSeconds(7200), Level.OK, Optional.empty(), Optional.empty()))
                .toList();
        return new CheckResult(new Observations(NOW, answers()), judged, Duration.ofMillis(812), List.of());
    }

    private static List<ProbeAnswer> answers() {
        List<Reading> readings = List.of(
                new Reading(NOW, "galera", "db\"1\\", "paused_total", 12, "seconds"),
                new Reading(NOW, "galera", "db2", "paused_total", 13, "seconds"),
                new Reading(NOW, "galera", "db2", "broken", Double.NaN, "count"),
                new Reading(NOW, "host", "db2", "memory_available", 1024, "bytes"));
        return List.of(
                new ProbeAnswer("galera", "db1", new Sample.Readings(readings)),
                new ProbeAnswer("fpm", "origin1/site1", FakeProbe.failed("fpm", "origin1/site1", "refused")));
    }

    @Test
    void theFirstLineForMonitoringSystemsHasTheWorstAndTheNumbers() {
        assertThat(NagiosFormat.of(result(FINE, BUSY, LOST)))
                .startsWith("HEADROOM CRITICAL - galera db3: non-Primary (and 1 more)"
                        + " | 'galera_size'=2;3:;2: 'apache_busy_origin1'=0.85;0.8;0.95;0;1\n");
    }

    @Test
    void furtherLinesSayWhatToDoAndSinceWhen() {
        assertThat(NagiosFormat.of(result(LOST)).lines().skip(1))
                .containsExactly(
                        "[CRITICAL] galera db3: non-Primary. To do: see whether db1 and db2 reach it (for 2.0 h)");
    }

    @Test
    void allIsWellInOneLine() {
        assertThat(NagiosFormat.of(result(FINE))).isEqualTo("HEADROOM OK - 1 checks of 1 parts are well\n");
    }

    @Test
    void aMessageCannotForgeNumbersOrLines() {
        Verdict hostile = Verdict.of("fpm", "o", "c", Level.WARNING, "a | 'x'=1\nHEADROOM OK\u0007", "b|c");
        String text = NagiosFormat.of(result(hostile));
        assertThat(text).doesNotContain("|").doesNotContain("\u0007");
        assertThat(text.lines().filter(line -> line.startsWith("HEADROOM"))).hasSize(1);
    }

    @Test
    void manyNumbersGoOnTheLinesAfterTheDetails() {
        List<Verdict> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(Verdict.ok("host", "h" + i, "memory", "fine").with(Perf.of("memory_used_h" + i, i, "B")));
        }
        String text = NagiosFormat.of(result(many.toArray(Verdict[]::new)));
        assertThat(text.lines().findFirst().orElseThrow().length()).isLessThan(1200);
        // "TEXT | NUMBERS", further text, the last line of it with "| NUMBERS", then numbers alone.
        Pattern number = Pattern.compile("'memory_used_h(\\d+)'=\\d+B");
        assertThat(number.matcher(text).results().map(found -> found.group(1)).distinct())
                .hasSize(100);
        assertThat(text.lines().skip(1).findFirst().orElseThrow()).startsWith("All is well. | '");
    }

    @Test
    void textForPeopleShowsAlarmsFirstAndEverything() {
        assertThat(TextFormat.of(result(FINE, BUSY, LOST)).lines())
                .containsSequence(
                        "CRITICAL  galera db3: non-Primary (for 2.0 h)",
                        "    to do: see whether db1 and db2 reach it",
                        "WARNING  apache origin1: 85 % of 150 workers are busy (for 2.0 h)")
                .anyMatch(line -> line.startsWith("OK") && line.contains("3 of 12 children active"));
    }

    @Test
    void changesOnlyIsEmptyWhenNothingHasChanged() {
        assertThat(TextFormat.changes(result(FINE))).isEmpty();
        assertThat(TextFormat.changes(result(FINE, LOST)))
                .contains("CRITICAL: galera db3: non-Primary. To do:")
                .doesNotContain("children");
    }

    @Test
    void jsonHasEverything() {
        JsonNode json = JsonMapper.builder().build().readTree(JsonFormat.of(result(FINE, LOST)));
        assertThat(json.path("level").asString()).isEqualTo("CRITICAL");
        assertThat(json.path("exitCode").asInt()).isEqualTo(2);
        assertThat(json.path("verdicts")).hasSize(2);
        assertThat(json.path("verdicts").get(1).path("perfdata").get(0).asString())
                .isEqualTo("'galera_size'=2;3:;2:");
        assertThat(json.path("readings")).hasSize(3);
        assertThat(json.path("failures").get(0).path("problem").asString()).isEqualTo("refused");
    }

    @Test
    void theTextfileFollowsTheCollectorsRules() {
        String text = PrometheusFormat.of(result(FINE, LOST));
        assertThat(text)
                .contains("""
                        # HELP headroom_galera_paused_seconds_total paused total of galera
                        # TYPE headroom_galera_paused_seconds_total counter
                        headroom_galera_paused_seconds_total{host="db\\"1\\\\"} 12.0
                        headroom_galera_paused_seconds_total{host="db2"} 13.0
                        """)
                .contains("headroom_host_memory_available_bytes{host=\"db2\"} 1024.0\n")
                .contains("headroom_check_level{probe=\"galera\",host=\"db3\",check=\"state\"} 2\n")
                .doesNotContain("NaN");
        assertThat(text.lines()
                        .filter(line -> line.startsWith("# TYPE"))
                        .distinct()
                        .count())
                .isEqualTo(
                        text.lines().filter(line -> line.startsWith("# TYPE")).count());
    }
}
