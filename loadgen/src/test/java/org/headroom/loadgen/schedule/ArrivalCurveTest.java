package org.headroom.loadgen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ArrivalCurveTest {
    private static final double NANOS = 1e9;

    @Provide
    Arbitrary<List<RateLine>> lines() {
        Arbitrary<Double> rates = Arbitraries.oneOf(
                Arbitraries.just(0.0), Arbitraries.doubles().between(0.01, 300).ofScale(2));
        Arbitrary<Duration> lengths = Arbitraries.integers().between(0, 20_000).map(Duration::ofMillis);
        return Combinators.combine(lengths, rates, rates)
                .as(RateLine::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static ArrivalCurve curve(List<RateLine> lines) {
        return new ArrivalCurve(
                lines.stream().map(line -> new Phase("phase", List.of(line))).toList());
    }

    @Property(tries = 300)
    void asManyArriveAsTheIntegralOfTheRateWithinOne(@ForAll("lines") List<RateLine> lines) {
        double integral = lines.stream()
                .mapToDouble(line -> line.length().toNanos() / NANOS * (line.fromPerSecond() + line.toPerSecond()) / 2)
                .sum();
        for (Spacing spacing : Spacing.values()) {
            Schedule schedule = spacing.along(curve(lines), 5);
            long count = 0;
            while (schedule.fireNanos(count).isPresent()) {
                count++;
            }
            assertThat((double) count).as("%s", spacing).isCloseTo(integral, within(1.0));
        }
    }

    @Property(tries = 300)
    void arrivalsNeverGoBackAndAllFallWithinTheLength(@ForAll("lines") List<RateLine> lines) {
        for (Spacing spacing : Spacing.values()) {
            Schedule schedule = spacing.along(curve(lines), 5);
            long last = 0;
            for (long i = 0; schedule.fireNanos(i).isPresent(); i++) {
                long at = schedule.fireNanos(i).getAsLong();
                assertThat(at).isBetween(last, schedule.length().toNanos());
                last = at;
            }
        }
    }

    /** Not only in the whole: by every moment as many are due as the integral says. */
    @Property(tries = 200)
    void evenlySpacedArrivalNIsDueWhenTheIntegralReachesN(@ForAll("lines") List<RateLine> lines) {
        ArrivalCurve curve = curve(lines);
        Schedule schedule = new EvenArrivals(curve);
        for (long i = 0; schedule.fireNanos(i).isPresent(); i++) {
            long at = schedule.fireNanos(i).getAsLong();
            assertThat(curve.countAt(at)).as("arrival %s at %s", i, at).isCloseTo((double) i, within(1e-3));
        }
    }

    @Property(tries = 100)
    void anArrivalIsTheSameWhetherAskedForInOrderOrAlone(@ForAll("lines") List<RateLine> lines) {
        Schedule inOrder = new PoissonArrivals(curve(lines), 9);
        Schedule backwards = new PoissonArrivals(curve(lines), 9);
        long count = curve(lines).count();
        for (long i = 0; i < count; i += 97) {
            assertThat(inOrder.fireNanos(i)).isEqualTo(backwards.fireNanos(i));
            assertThat(backwards.fireNanos(count - 1 - i)).isPresent();
        }
    }

    @Test
    void poissonGapsAreExponential() {
        ArrivalCurve steady =
                new ArrivalCurve(List.of(new Phase("hold", List.of(RateLine.constant(Duration.ofHours(1), 100)))));
        Schedule schedule = new PoissonArrivals(steady, 1);
        int count = 360_000;
        double sum = 0;
        double squares = 0;
        int longerThanMean = 0;
        long last = schedule.fireNanos(0).orElseThrow();
        for (int i = 1; i < count; i++) {
            long at = schedule.fireNanos(i).orElseThrow();
            double gap = (at - last) / NANOS;
            sum += gap;
            squares += gap * gap;
            longerThanMean += gap > 0.01 ? 1 : 0;
            last = at;
        }
        double mean = sum / (count - 1);
        double deviation = Math.sqrt(squares / (count - 1) - mean * mean);
        assertThat(mean).isCloseTo(0.01, within(0.0001));
        assertThat(deviation / mean).as("of an exponential: 1").isCloseTo(1, within(0.02));
        assertThat(longerThanMean / (double) count).as("of an exponential: 1/e").isCloseTo(1 / Math.E, within(0.01));
    }

    @Test
    void anotherSeedGivesOtherArrivalsAndTheSameSeedTheSame() {
        ArrivalCurve steady =
                new ArrivalCurve(List.of(new Phase("hold", List.of(RateLine.constant(Duration.ofMinutes(1), 10)))));

        assertThat(new PoissonArrivals(steady, 1).fireNanos(50))
                .isEqualTo(new PoissonArrivals(steady, 1).fireNanos(50))
                .isNotEqualTo(new PoissonArrivals(steady, 2).fireNanos(50));
    }

    @Test
    void aWeekAtAThousandASecondTakesNoMemoryToSpeakOf() {
        ArrivalCurve week =
                new ArrivalCurve(List.of(new Phase("soak", List.of(RateLine.constant(Duration.ofDays(7), 1000)))));

        assertThat(week.count()).isEqualTo(604_800_000L);
        assertThat(new EvenArrivals(week).fireNanos(604_799_999L))
                .hasValue(Duration.ofDays(7).minusMillis(1).toNanos());
        assertThat(new PoissonArrivals(week, 1).fireNanos(604_799_999L)).isPresent();
    }

    @Test
    void anArrivalThatFallsOnAPauseComesWhenThePauseEnds() {
        ArrivalCurve withPause = curve(List.of(
                RateLine.constant(Duration.ofSeconds(1), 10),
                RateLine.constant(Duration.ofSeconds(5), 0),
                RateLine.constant(Duration.ofSeconds(1), 10)));

        assertThat(new EvenArrivals(withPause).fireNanos(10))
                .hasValue(Duration.ofSeconds(6).toNanos());
    }

    @Test
    void aMomentBelongsToThePhaseThatBeginsWithItAndToTheLastOneAfterTheEnd() {
        ArrivalCurve two = curve(
                List.of(RateLine.constant(Duration.ofSeconds(1), 10), RateLine.constant(Duration.ofSeconds(2), 20)));

        assertThat(two.phaseAt(0)).isZero();
        assertThat(two.phaseAt(999_999_999)).isZero();
        assertThat(two.phaseAt(1_000_000_000)).isEqualTo(1);
        assertThat(two.phaseAt(9_000_000_000L)).isEqualTo(1);
    }

    @Test
    void theCurveOfRampAndHoldIsWhatRampThenConstantGives() {
        ArrivalCurve curve = curve(
                List.of(new RateLine(Duration.ofSeconds(10), 0, 40), RateLine.constant(Duration.ofSeconds(20), 40)));
        Schedule even = new EvenArrivals(curve);
        Schedule known = new RampThenConstant(40, Duration.ofSeconds(10), Duration.ofSeconds(20));

        for (long i = 0; i < 1000; i++) {
            assertThat(even.fireNanos(i).orElseThrow())
                    .isCloseTo(known.fireNanos(i).orElseThrow(), within(100L));
        }
        assertThat(even.fireNanos(1000)).isEmpty();
    }
}
