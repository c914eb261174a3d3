package org.headroom.probes.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WorkerLimitsTest {
    @Test
    void withoutDirectivesTheyAreApachesOwn() {
        assertThat(limits("event", Map.of()).workers()).isEqualTo(400);
        assertThat(limits("prefork", Map.of()).workers()).isEqualTo(256);
    }

    @Test
    void whatIsOverIsLowered() {
        WorkerLimits limits =
                limits("event", Map.of("server_limit", 4.0, "threads_per_child", 100.0, "max_request_workers", 1000.0));
        assertThat(limits.threads()).isEqualTo(64);
        assertThat(limits.workers()).isEqualTo(256);
        assertThat(limits.wanted()).isEqualTo(1000);
        assertThat(limits("event", Map.of("max_request_workers", 110.0)).workers())
                .isEqualTo(100);
        assertThat(limits("prefork", Map.of("max_request_workers", 300.0)).workers())
                .isEqualTo(256);
    }

    @Property
    void anyNumbersGiveLimitsThatCanBe(
            @ForAll double servers, @ForAll double threads, @ForAll double threadLimit, @ForAll double workers) {
        WorkerLimits limits = limits(
                "event",
                Map.of(
                        "server_limit", servers,
                        "threads_per_child", threads,
                        "thread_limit", threadLimit,
                        "max_request_workers", workers));
        assertThat(limits.workers()).isPositive();
        assertThat((long) limits.workers()).isLessThanOrEqualTo((long) limits.servers() * limits.threads());
        assertThat(limits.threads()).isLessThanOrEqualTo(limits.threadLimit());
    }

    private static WorkerLimits limits(String mpm, Map<String, Double> directives) {
        return WorkerLimits.of(mpm, name -> {
            Double value = directives.get(name);
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        });
    }
}
