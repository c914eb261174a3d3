package org.headroom.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.headroom.loadgen.result.PercentilePoint;
import org.junit.jupiter.api.Test;

class PercentileCurveTest {
    @Test
    void percentilesLieWhereHdrHistogramPutsThem() {
        assertThat(NinesAxis.position(0)).isZero();
        assertThat(NinesAxis.position(50)).isCloseTo(0.30103, within(1e-5));
        assertThat(NinesAxis.position(90)).isCloseTo(1, within(1e-9));
        assertThat(NinesAxis.position(99.9)).isCloseTo(3, within(1e-9));
    }

    @Test
    void theCurveEndsAtTheShareThatTheSlowestSampleStandsFor() {
        var curve = PercentileCurve.of(
                "h2",
                1000,
                List.of(
                        new PercentilePoint(0, 100),
                        new PercentilePoint(50, 200),
                        new PercentilePoint(99.5, 800),
                        new PercentilePoint(99.99, 900),
                        new PercentilePoint(100, 900)));
        assertThat(curve.points())
                .extracting(PercentileCurve.Point::percentile, PercentileCurve.Point::millis)
                .containsExactly(tuple(0.0, 100.0), tuple(50.0, 200.0), tuple(99.5, 800.0), tuple(99.9, 900.0));
        assertThat(curve.points().getLast().nines()).isCloseTo(3, within(1e-9));
    }

    @Test
    void theThinPartBeginsWhereTenSamplesAreLeft() {
        assertThat(PercentileCurve.of("h1", 1000, List.of(new PercentilePoint(0, 1)))
                        .thinFrom())
                .isCloseTo(2, within(1e-9));
        assertThat(PercentileCurve.of("h1", 9, List.of(new PercentilePoint(0, 1)))
                        .thinFrom())
                .isZero();
    }

    @Test
    void aLongCurveIsThinnedAndKeepsItsEnds() {
        var recorded = IntStream.range(0, 5000)
                .mapToObj(i -> new PercentilePoint(100 * (1 - Math.pow(0.998, i)), i))
                .toList();
        var points = PercentileCurve.of("h3", 100_000, recorded).points();
        assertThat(points).hasSizeLessThanOrEqualTo(60);
        assertThat(points.getFirst().percentile()).isZero();
        assertThat(points.getLast().millis()).isEqualTo(4999);
        assertThat(points).isSortedAccordingTo(Comparator.comparingDouble(PercentileCurve.Point::nines));
    }

    @Test
    void aProtocolWithoutPagesHasNoCurve() {
        assertThat(PercentileCurve.of("h1", 0, List.of(new PercentilePoint(100, 5)))
                        .points())
                .isEmpty();
    }
}
