package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.headroom.probes.Samples;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RunningRequestsTest {
    @Test
    void thePageItselfAndWhatRunsLongByNatureAreLeftOut() {
        RunningRequests running = of(
                child("Running", "/fpm-status?json&full", 1_000),
                child("Running", "/wp-cron.php?doing_wp_cron", 90_000_000),
                child("Running", "/wp-admin/admin-ajax.php", 80_000_000),
                child("Running", "/index.php", 3_000_000),
                child("Idle", "/index.php", 70_000_000));
        assertThat(running.children()).isEqualTo(4);
        assertThat(running.seconds()).isEqualTo(List.of(3.0));
        assertThat(running.longestUri()).contains("/index.php");
        assertThat(running.half()).hasValue(0);
    }

    @Test
    void halfIsForHowLongHalfOfAllChildrenHaveBeenAtTheirs() {
        assertThat(of(
                                child("Running", "/a", 5_000_000),
                                child("Reading headers", "/b", 3_000_000),
                                child("Idle", "/c", 9_000_000))
                        .half())
                .hasValue(3);
    }

    @Test
    void aPageWithoutChildrenSaysNothing() {
        assertThat(RunningRequests.of(JsonMapper.shared().readTree(Samples.text("fpm-status_json.txt")), "/s")
                        .half())
                .isEmpty();
    }

    @Test
    void clocksGoneWrongAreNoRequests() {
        assertThat(of(child("Running", "/a", 1.8e19)).seconds()).isEmpty();
    }

    private static RunningRequests of(String... children) {
        return RunningRequests.of(
                JsonMapper.shared().readTree("{\"processes\":[" + String.join(",", children) + "]}"), "/fpm-status");
    }

    private static String child(String state, String uri, double micros) {
        return "{\"state\":\"%s\",\"request uri\":\"%s\",\"request duration\":%s}".formatted(state, uri, micros);
    }
}
