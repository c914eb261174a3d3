package org.headroom.probes.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.headroom.probes.SampleValues;
import org.junit.jupiter.api.Test;

class GeneratorProbeTest {
    private static final long SECOND = 1_000_000_000L;

    private JvmCounters counters = new JvmCounters(0, 0, 0, 20, 30, 1_000, 2);
    private final GeneratorProbe probe = new GeneratorProbe(() -> counters, () -> 0.003, Clock.systemUTC());

    @Test
    void cpuIsAShareOfAllCores() {
        counters = new JvmCounters(2 * SECOND, 3 * SECOND, 500, 20, 30, 1_000, 2);
        assertThat(sample()).containsEntry("cpu_ratio", 0.75).containsEntry("gc_ratio", 0.25);
    }

    @Test
    void sharesAreOfTheTimeSinceTheLastSample() {
        counters = new JvmCounters(2 * SECOND, 3 * SECOND, 500, 20, 30, 1_000, 2);
        sample();
        counters = new JvmCounters(3 * SECOND, 3 * SECOND, 500, 20, 30, 1_000, 2);
        assertThat(sample()).containsEntry("cpu_ratio", 0.0).containsEntry("gc_ratio", 0.0);
    }

    @Test
    void tellsThreadsFilesHeapAndDelay() {
        assertThat(sample())
                .containsEntry("platform_threads", 20.0)
                .containsEntry("open_files", 30.0)
                .containsEntry("heap_used", 1_000.0)
                .containsEntry("scheduling_delay", 0.003)
                .doesNotContainKey("cpu_ratio");
    }

    @Test
    void thisJvmHasCounters() {
        JvmCounters now = JvmCounters.now();
        assertThat(now.cpuNanos()).isPositive();
        assertThat(now.threads()).isPositive();
        assertThat(now.openFiles()).isPositive();
        assertThat(now.cores()).isPositive();
    }

    private Map<String, Double> sample() {
        return SampleValues.of(probe.sample(Duration.ofSeconds(1)));
    }
}
