package org.headroom.loadgen.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SloTest {
    @Test
    void aLatencyGoalHasMetricPercentileAndThresholdInMilliseconds() {
        assertThat(Slo.parse("page.p95<2s"))
                .containsExactly(new Slo("page.p95<2s", Slo.Metric.PAGE, Optional.empty(), 95, 2000));
        assertThat(Slo.parse("request.p99<500ms").getFirst().threshold()).isEqualTo(500);
        assertThat(Slo.parse("ttfb.p90 < 300ms").getFirst().metric()).isEqualTo(Slo.Metric.TTFB);
        assertThat(Slo.parse("page.p999<2s").getFirst().percentile()).isEqualTo(99.9);
        assertThat(Slo.parse("page.p99.9<2s").getFirst().percentile()).isEqualTo(99.9);
        assertThat(Slo.parse("page.max<2s").getFirst().percentile()).isEqualTo(100);
    }

    @Test
    void commasJoinGoalsAndBracketsQualifyThem() {
        List<Slo> goals = Slo.parse("page[front].p95<1.5s,errors<0.1%");

        assertThat(goals.get(0).qualifier()).contains("front");
        assertThat(goals.get(1).threshold()).isEqualTo(0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page", "page.p95", "page.p95>2s", "page.p95<2", "errors<1", "p95<2s", "page.p101<1s"})
    void anythingElseIsRefusedByName(String bad) {
        assertThatThrownBy(() -> Slo.parse(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + bad + "'");
    }

    @Test
    void theWorstProtocolDecides() {
        var results = SloJudge.judge(Slo.parse("page.p95<100ms"), List.of(measured("h1", 50), measured("h2", 150)));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.pass()).isFalse();
            assertThat(result.observed()).isEqualTo(150);
            assertThat(result.protocol()).isEqualTo("h2");
        });
    }

    @Test
    void aGoalAboutWhatNeverHappenedIsMissed() {
        var results = SloJudge.judge(Slo.parse("page[nowhere].p95<100ms"), List.of(measured("h1", Double.NaN)));

        assertThat(results.getFirst().pass()).isFalse();
    }

    private static SloJudge.Measured measured(String protocol, double value) {
        return new SloJudge.Measured() {
            @Override
            public String protocol() {
                return protocol;
            }

            @Override
            public double observe(Slo slo) {
                return value;
            }
        };
    }
}
