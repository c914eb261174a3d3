package org.headroom.probes.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.reading.Reading;
import org.junit.jupiter.api.Test;

class SaturationTest {
    private final List<Reading> readings = new ArrayList<>();

    @Test
    void nothingIsNamedWhenNothingCrossedALine() {
        series("fpm", "origin1/www", "busy_ratio", 0.9, 0.9, 0.9);
        series("apache", "origin1", "busy_ratio", 0.5, 0.5, 0.5);
        series("generator", "generator", "cpu_ratio", 0.5, 0.5, 0.5);
        assertThat(Saturation.of(readings)).isEmpty();
        assertThat(Saturation.of(List.of())).isEmpty();
    }

    @Test
    void aBurstOfOneSecondIsNoLimit() {
        series("fpm", "origin1/www", "listen_queue", 9, 0, 0);
        assertThat(Saturation.of(readings)).isEmpty();
    }

    @Test
    void aQueueInFrontOfAPoolNamesIt() {
        series("fpm", "origin1/www", "listen_queue", 0, 3, 17, 0);
        assertThat(Saturation.of(readings))
                .contains(new SaturatedComponent(
                        "fpm",
                        "origin1",
                        "requests waited for a child of PHP-FPM pool www in 2 of 4 samples, up to 17 at once"));
    }

    @Test
    void apacheFullWhileFpmHasAQueueWaitsForFpm() {
        series("apache", "origin1", "busy_ratio", 1, 1, 1);
        series("fpm", "origin1/www", "busy_ratio", 1, 1, 1);
        series("fpm", "origin1/www", "listen_queue", 4, 4, 4);
        assertThat(component()).isEqualTo("fpm");
    }

    @Test
    void apacheFullWhileFpmsQueueIsEmptyIsTheLimit() {
        series("apache", "origin1", "busy_ratio", 1, 1, 1);
        series("fpm", "origin1/www", "busy_ratio", 1, 1, 1);
        series("fpm", "origin1/www", "listen_queue", 0, 0, 0);
        assertThat(Saturation.of(readings))
                .contains(new SaturatedComponent(
                        "apache", "origin1", "Apache's workers: at least 95 % busy in 3 of 3 samples"));
    }

    @Test
    void bothFullAndTheQueueUnknownNamesFpm() {
        series("apache", "origin1", "busy_ratio", 1, 1, 1);
        series("fpm", "origin1/www", "busy_ratio", 1, 1, 1);
        assertThat(component()).isEqualTo("fpm");
    }

    @Test
    void apacheAloneIsNamed() {
        series("apache", "origin1", "busy_ratio", 1, 1, 1);
        series("fpm", "origin1/www", "busy_ratio", 0.2, 0.2, 0.2);
        assertThat(component()).isEqualTo("apache");
    }

    @Test
    void theGeneratorIsNamedOnlyWhenNothingElseIsFull() {
        series("generator", "generator", "cpu_ratio", 0.95, 0.95);
        assertThat(component()).isEqualTo("generator");
        series("fpm", "origin1/www", "busy_ratio", 1, 1);
        assertThat(component()).isEqualTo("fpm");
    }

    @Test
    void ofTwoHostsTheOneFullForLongerIsNamed() {
        series("apache", "origin1", "busy_ratio", 1, 1, 0, 0);
        series("apache", "origin2", "busy_ratio", 1, 1, 1, 0);
        assertThat(Saturation.of(readings).orElseThrow().host()).isEqualTo("origin2");
    }

    @Test
    void theMeanOfTheFullestHostIsGivenForEachComponent() {
        series("apache", "origin1", "busy_ratio", 0.2, 0.4);
        series("apache", "origin2", "busy_ratio", 0.5, 0.7);
        series("generator", "generator", "cpu_ratio", 0.1);
        assertThat(Saturation.tally(readings).meanByComponent()).containsOnlyKeys("apache", "generator");
        assertThat(Saturation.tally(readings).meanByComponent().get("apache")).isEqualTo(0.6, within(1e-9));
    }

    private String component() {
        return Saturation.of(readings).orElseThrow().component();
    }

    private void series(String probe, String host, String name, double... values) {
        for (int second = 0; second < values.length; second++) {
            readings.add(new Reading(Instant.ofEpochSecond(second), probe, host, name, values[second], "ratio"));
        }
    }
}
