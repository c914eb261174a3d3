package org.headroom.loadgen.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.headroom.loadgen.schedule.ArrivalCurve;
import org.headroom.loadgen.schedule.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalGrammarTest {
    @TempDir
    private Path directory;

    private ArrivalCurve parse(String text) throws ArrivalSyntaxException {
        return ArrivalGrammar.parse(text, directory);
    }

    private List<String> problems(String text) {
        try {
            parse(text);
            return List.of();
        } catch (ArrivalSyntaxException e) {
            return e.problems();
        }
    }

    @Test
    void phasesFollowEachOther() throws Exception {
        ArrivalCurve curve = parse("ramp 0..50/s 30s, hold 50/s 5m, spike 200/s 10s, hold 50/s 1m");

        assertThat(curve.phases()).extracting(Phase::name).containsExactly("ramp", "hold", "spike", "hold 2");
        assertThat(curve.length()).isEqualTo(Duration.ofSeconds(30 + 300 + 10 + 60));
        assertThat(curve.count()).isEqualTo(750 + 15_000 + 2_000 + 3_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ramp 10..50/s 30s",
                "ramp 10/s..50/s 30s",
                "ramp 10/s .. 50/s 30s",
                "ramp 10 to 50/s in 30s",
                "ramp from 10/s to 50/s over 30s",
                "ramp 30s 10..50/s",
                "RAMP 10..50/s 30s",
                "ramp 600..3000/m 30s"
            })
    void aRampMayBeWrittenAsOneThinks(String text) throws Exception {
        ArrivalCurve curve = parse(text);

        assertThat(curve.count()).isEqualTo(900);
        assertThat(curve.length()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRampWithOneRateGoesOnFromWhereThePhaseBeforeEnded() throws Exception {
        assertThat(parse("ramp 10/s 10s, hold 10/s 5s, ramp 2/s 10s").count()).isEqualTo(50 + 50 + 60);
    }

    @Test
    void stepsAreAPhaseEach() throws Exception {
        ArrivalCurve curve = parse("steps 10/s..100/s by 10/s every 30s");

        assertThat(curve.phases()).hasSize(10);
        assertThat(curve.phases().getFirst().name()).isEqualTo("step 10/s");
        assertThat(curve.phases().getLast().name()).isEqualTo("step 100/s");
        assertThat(curve.count()).isEqualTo(30 * 550);
    }

    @Test
    void stepsMayGoDownAndStopBeforeTheEndThatTheyDoNotHit() throws Exception {
        assertThat(parse("steps 10..1/s by 4/s every 1s").phases())
                .extracting(Phase::name)
                .containsExactly("step 10/s", "step 6/s", "step 2/s");
    }

    @Test
    void aPhaseMayHaveANameOfItsOwn() throws Exception {
        assertThat(parse("morning: ramp 0..5/s 1m, lunch: hold 5/s 1m").phases())
                .extracting(Phase::name)
                .containsExactly("morning", "lunch");
    }

    @Test
    void aSoakIsAConstantRateForLong() throws Exception {
        assertThat(parse("soak 20/s 8h").count()).isEqualTo(20L * 8 * 3600);
    }

    @Test
    void aRecordedDayIsPlayedFaster() throws Exception {
        write("day.csv", IntStream.range(0, 24).mapToObj(Integer::toString).collect(Collectors.joining("\n")));

        ArrivalCurve curve = parse("profile day.csv 24h in 30m");

        assertThat(curve.length()).isEqualTo(Duration.ofMinutes(30));
        assertThat(curve.phases()).hasSize(24);
        assertThat(curve.phases().get(8).name()).isEqualTo("profile 08:00");
        // Trapezes between the hours, and from 23 back to 0 in the last.
        assertThat(curve.total()).isCloseTo(23.0 * 24 / 2 * 3600 / 48, within(0.01));
        assertThat(parse("profile day.csv x48").total()).isCloseTo(curve.total(), within(0.01));
        assertThat(parse("profile day.csv x 48 at 200%").total()).isCloseTo(2 * curve.total(), within(0.02));
    }

    @Test
    void partOfADayMayBeginAtAnyTimeAndGoOverMidnight() throws Exception {
        write("day.txt", "# people sleep\n00:00 0\n06:00 0\n12:00 60/m\n18:00 2\n");

        ArrivalCurve curve = parse("profile day.txt 9h from 18:00 in 9m");

        // 18:00 to 24:00 falls from 2/s to 0, then nothing until 03:00; a minute of it is an hour.
        assertThat(curve.count()).isEqualTo(360);
        assertThat(curve.phases().get(1).name()).isEqualTo("profile 19:00");
        assertThat(curve.phases().get(1).lines().getFirst().fromPerSecond()).isCloseTo(2.0 * 5 / 6, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hour,rate\n00:00,5\n12:00,7\n",
                "\"00:00\": 5\n\"12:00\": 7\n",
                "---\n00:00: 5\n12:00: 7\n",
                "00:00;5\n12:00;7",
                "00:00\t5/s\n12:00\t420/m"
            })
    void profilesAreCsvColumnsOrYaml(String content) throws Exception {
        write("p", content);

        assertThat(parse("profile p 12h in 12s").total()).isCloseTo(72, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "%s", "rates\n%s"})
    void aProfileMayBeOneRow(String shape) throws Exception {
        write("p", String.format(shape, "3, ".repeat(23) + "3"));

        assertThat(parse("profile p 24h in 24s").count()).isEqualTo(72);
    }

    @Test
    void aProfileLongerThanTwoDaysIsOnePhase() throws Exception {
        write("p", "00:00 1\n");

        assertThat(parse("profile p 7d in 7m").phases()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hold fity/s 5m | character 6: 'fity/s'",
                "hold 50/s | a time is missing",
                "hold 5m | a rate is missing",
                "hold 50/s 5 | character 11: '5'",
                "hold 50/s 0s | longer than nothing",
                "hold 10..50/s 5m | keeps one rate",
                "climb 50/s 5m | character 1: 'climb' is not known; there are ramp",
                "hold 5/s 1m, hodl 5/s 1m | character 14: 'hodl'",
                "hold 5/s 1m,, hold 5/s 1m | character 13: a phase is missing",
                "hold 5/s 1m 7 | character 13: '7' is too much here",
                "steps 10/s by 10/s every 30s | steps need a range",
                "steps 10/s..100/s every 30s | 'by' and the height",
                "steps 10/s..100/s by 10/s | 'every' and the time",
                "steps 1..90000/s by 1/s every 1s | more than 1000 steps",
                "profile | a file with the recorded rates is missing",
                "profile nothing.csv | character 9: 'nothing.csv' is not there",
                "profile nothing.csv 24h from 25:00 | character 30: '25:00' is not a time of day",
                "profile nothing.csv 24h quickly | character 25: 'quickly' is not understood",
                "hold 0/s 1m | nobody would come",
                "hold 200000/s 1m | at most 100000",
                "soak 1/s 99d | longer than 31 days",
                "lunch: | what is to happen is missing",
                "ramp 0.. | the range has no end",
            })
    void whatIsWrongIsSaidWithItsPosition(String text, String expected) {
        assertThat(problems(text)).hasSize(1).first().asString().contains(expected);
    }

    @Test
    void everyWrongPhaseIsNamedAtOnce() {
        assertThat(problems("hold fity/s 5m, ramp 0..5/s, jump")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3 | has 3 rates; it needs 24",
                "00:00 5;;00:00 6 | line 2: 00:00 is there twice",
                "00:00 5;;6 | mixes lines",
                "24:30 5 | line 1: no time of day",
                "00:00 5;;noon 7 | line 2: 'noon 7' is no rate",
                "00:00 5/fortnight | line 1: '5/fortnight' is no rate",
            })
    void aProfileThatCannotBeUsedIsNamedWithItsLine(String content, String expected) throws IOException {
        write("p.csv", content.replace(";;", "\n"));

        assertThat(problems("profile p.csv"))
                .hasSize(1)
                .first()
                .asString()
                .contains("'p.csv'")
                .contains(expected);
    }

    @Test
    void noTextAtAllIsAMissingPhase() {
        assertThatExceptionOfType(ArrivalSyntaxException.class)
                .isThrownBy(() -> parse(""))
                .withMessageContaining("a phase is missing");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }
}
