package org.headroom.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.Summary;
import org.headroom.loadgen.result.TimelineSecond;
import org.headroom.probes.reading.Reading;
import org.headroom.reports.chart.Timeline.Bucket;
import org.headroom.reports.chart.Timeline.Lane;
import org.headroom.reports.chart.Timeline.Phase;
import org.junit.jupiter.api.Test;

class TimelineReaderTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void aShortRunKeepsItsSecondsApart() {
        var timeline = read(List.of(second("h1", 0, 5, 4, 1), second("h1", 1, 6, 6, 0), second("h2", 3, 7, 2, 0)));
        assertThat(timeline.bucketSeconds()).isEqualTo(1);
        assertThat(timeline.series()).containsExactly("h1", "h2");
        assertThat(timeline.phases()).containsExactly(new Phase("h1", 0, 2), new Phase("h2", 3, 4));
        assertThat(timeline.buckets())
                .containsExactly(
                        new Bucket(0, is(5), List.of(is(4), none()), is(1)),
                        new Bucket(1, is(6), List.of(is(6), none()), is(0)),
                        new Bucket(2, none(), List.of(none(), none()), none()),
                        new Bucket(3, is(7), List.of(none(), is(2)), is(0)));
    }

    @Test
    void anHourIsAveragedPerSecondInBuckets() {
        var seconds = new ArrayList<TimelineSecond>();
        for (var s = 0; s < 3600; s++) {
            seconds.add(second("h2", s, s % 2 == 0 ? 10 : 20, 15, 0));
        }
        var timeline = read(seconds);
        assertThat(timeline.bucketSeconds()).isEqualTo(30);
        assertThat(timeline.buckets()).hasSize(120);
        assertThat(timeline.buckets().get(7)).isEqualTo(new Bucket(210, is(15), List.of(is(15)), is(0)));
    }

    @Test
    void theMeanIsOfTheSecondsThatWereRecorded() {
        var seconds = new ArrayList<TimelineSecond>();
        for (var s = 0; s < 181; s++) {
            seconds.add(second("h2", s, 12, 12, 0));
        }
        // The last bucket of two seconds holds one.
        assertThat(read(seconds).buckets().getLast()).isEqualTo(new Bucket(180, is(12), List.of(is(12)), is(0)));
    }

    @Test
    void protocolsThatRunTogetherAreOneSeries() {
        var timeline = read(List.of(
                second("h1", 0, 5, 5, 0),
                second("h1", 1, 5, 5, 0),
                second("h2", 0, 7, 6, 1),
                second("h2", 1, 7, 7, 0)));
        assertThat(timeline.oneAfterTheOther()).isFalse();
        assertThat(timeline.series()).containsExactly("h1 + h2");
        assertThat(timeline.buckets().getFirst()).isEqualTo(new Bucket(0, is(12), List.of(is(11)), is(1)));
    }

    @Test
    void aLaneShowsTheHighestReadingOfEachBucket() {
        var timeline = read(
                List.of(second("h1", 0, 1, 1, 0), second("h1", 1, 1, 1, 0)),
                reading(100, "fpm", "a", "busy_ratio", 0.5),
                reading(900, "fpm", "a", "busy_ratio", 0.25),
                reading(1500, "fpm", "a", "busy_ratio", 1),
                reading(1500, "apache", "a", "busy_ratio", 0.1),
                reading(1500, "fpm", "a", "listen_queue", 3),
                reading(1500, "fpm", "a", "accepted", 900),
                reading(1500, "generator", "local", "cpu_ratio", 0.3));
        assertThat(timeline.lanes())
                .containsExactly(
                        new Lane("Apache workers busy", true, List.of(none(), is(0.1))),
                        new Lane("PHP-FPM children busy", true, List.of(is(0.5), is(1))),
                        new Lane("PHP-FPM requests queued", false, List.of(none(), is(3))),
                        new Lane("Load generator CPU", true, List.of(none(), is(0.3))));
    }

    @Test
    void eachHostHasALaneOfItsOwn() {
        var timeline = read(
                List.of(second("h1", 0, 1, 1, 0)),
                reading(1, "fpm", "origin2", "busy_ratio", 0.5),
                reading(1, "fpm", "origin1", "busy_ratio", 0.25));
        assertThat(timeline.lanes())
                .extracting(Lane::title)
                .containsExactly(
                        "PHP-FPM children busy, origin1", "PHP-FPM children busy, origin2", "Load generator CPU");
    }

    @Test
    void withoutProbesTheRecordersOwnCpuFigureIsShown() {
        assertThat(read(List.of(second("h1", 0, 1, 1, 0))).lanes())
                .containsExactly(new Lane("Load generator CPU", true, List.of(is(0.2))));
    }

    @Test
    void aReadingWithAWrongClockDoesNotStretchTheAxis() {
        var timeline = read(
                List.of(second("h1", 0, 1, 1, 0), second("h1", 1, 1, 1, 0)),
                new Reading(Instant.EPOCH, "fpm", "a", "busy_ratio", 1, "ratio"),
                new Reading(START.plusSeconds(86_400), "fpm", "a", "busy_ratio", 1, "ratio"));
        assertThat(timeline.seconds()).isEqualTo(2);
        assertThat(timeline.lanes()).extracting(Lane::title).containsExactly("Load generator CPU");
    }

    @Test
    void aRunThatRecordedNothingHasNoTimeline() {
        assertThat(TimelineReader.read(result(List.of()), List.of())).isEmpty();
    }

    private static Timeline read(List<TimelineSecond> seconds, Reading... readings) {
        return TimelineReader.read(result(seconds), List.of(readings)).orElseThrow();
    }

    private static RunResult result(List<TimelineSecond> seconds) {
        var info = new RunInfo(
                1, "", "", "", "", List.of("h1", "h2"), Map.of(), Map.of(), Map.of(), false, START, START, false);
        var summary = new Summary(1, RunVerdict.PASS, false, List.of(), List.of(), List.of(), null);
        return new RunResult(info, summary, seconds, Map.of());
    }

    private static TimelineSecond second(String protocol, int at, long offered, long done, long failed) {
        return new TimelineSecond(START.plusSeconds(at), protocol, offered, offered, done, failed, 0, 0, 0, 0.2);
    }

    private static Reading reading(long millis, String probe, String host, String name, double value) {
        return new Reading(START.plusMillis(millis), probe, host, name, value, "");
    }

    private static OptionalDouble is(double value) {
        return OptionalDouble.of(value);
    }

    private static OptionalDouble none() {
        return OptionalDouble.empty();
    }
}
