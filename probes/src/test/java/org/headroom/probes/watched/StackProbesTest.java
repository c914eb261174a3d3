package org.headroom.probes.watched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.SampleValues;
import org.headroom.probes.sampling.Probe;
import org.junit.jupiter.api.Test;

class StackProbesTest {
    private static final Optional<URI> URL = Optional.of(URI.create("http://127.0.0.1:1/fpm-status"));
    private static final Optional<String> LISTEN = Optional.of("127.0.0.1:2");
    private static final Optional<String> STATUS_LISTEN = Optional.of("127.0.0.1:3");
    private static final Optional<String> NONE = Optional.empty();

    @Test
    void buildsAProbeForEveryTarget() {
        try (StackProbes probes = new StackProbes(
                List.of(new ApacheTarget("origin1", URI.create("http://127.0.0.1:1/server-status?auto"))),
                List.of(new FpmTarget("origin1", "www", URL, LISTEN, NONE, NONE)),
                Clock.systemUTC())) {
            assertThat(probes.probes()).extracting(Probe::name).containsExactly("apache", "fpm");
            assertThat(probes.probes()).extracting(Probe::host).containsExactly("origin1", "origin1/www");
        }
    }

    @Test
    void theBestWayToAPoolIsTaken() {
        assertThat(problem(new FpmTarget("o", "www", URL, LISTEN, NONE, STATUS_LISTEN)))
                .contains("FastCGI 127.0.0.1:3/fpm-status");
        assertThat(problem(new FpmTarget("o", "www", URL, LISTEN, Optional.of("/status"), NONE)))
                .contains("FastCGI 127.0.0.1:2/status");
        assertThat(problem(new FpmTarget("o", "www", URL, NONE, NONE, NONE)))
                .contains("http://127.0.0.1:1/fpm-status?json&full");
    }

    @Test
    void aPoolThatCannotBeReachedIsRefused() {
        assertThatThrownBy(() -> problem(new FpmTarget("o", "www", Optional.empty(), NONE, NONE, NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pool www of o");
    }

    private static String problem(FpmTarget target) {
        try (StackProbes probes = new StackProbes(List.of(), List.of(target), Clock.systemUTC())) {
            return SampleValues.failure(probes.probes().getFirst().sample(Duration.ofSeconds(5)))
                    .problem();
        }
    }
}
