package org.headroom.probes.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.probes.FakePage;
import org.headroom.probes.SampleValues;
import org.headroom.probes.reading.Sample;
import org.junit.jupiter.api.Test;

class NginxStatusProbeTest {
    private final FakePage page = new FakePage();
    private final NginxStatusProbe probe = new NginxStatusProbe("web1", page, Clock.systemUTC());

    @Test
    void everyNumberOfThePageIsRead() {
        page.answers("""
                Active connections: 291\s
                server accepts handled requests
                 16630948 16630940 31070465\s
                Reading: 6 Writing: 179 Waiting: 106\s
                """);

        Map<String, Double> values = SampleValues.of(probe.sample(Duration.ofSeconds(1)));

        assertThat(values)
                .containsEntry("active_connections", 291.0)
                .containsEntry("accepts_total", 16_630_948.0)
                .containsEntry("handled_total", 16_630_940.0)
                .containsEntry("dropped_total", 8.0)
                .containsEntry("requests_total", 31_070_465.0)
                .containsEntry("writing_connections", 179.0);
    }

    @Test
    void anotherPageIsAFailureWithAdvice() {
        page.answers("<html>It works!</html>");

        assertThat(probe.sample(Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        Sample.Failed.class,
                        failed -> assertThat(failed.failure().advice()).contains("stub_status"));
    }

    @Property(tries = 300)
    void noTextBreaksIt(@ForAll String text) {
        page.answers("Active connections: " + text + "\nserver accepts handled requests\n " + text);

        assertThat(probe.sample(Duration.ofSeconds(1))).isNotNull();
    }
}
