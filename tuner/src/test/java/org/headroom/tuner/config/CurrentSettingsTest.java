package org.headroom.tuner.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurrentSettingsTest {
    private final CurrentSettings redHat = CurrentSettings.of(HostConfig.read(Trees.redHat(), "192.0.2.11"));

    @Test
    void settingsAreFoundByTheKeysOfAPlanWithTheirPlace() {
        assertThat(redHat.values())
                .containsEntry("php-fpm [www] pm.max_children", "50")
                .containsEntry("php-fpm [shop] request_terminate_timeout", "1m")
                .containsEntry("php opcache.memory_consumption", "192")
                .containsEntry("mariadb max_connections", "100")
                .containsEntry("mariadb gcache.size", "512M")
                .containsEntry("nginx proxy_read_timeout", "1m")
                .doesNotContainKey("nginx upstream keepalive")
                .doesNotContainKey("apache MaxRequestWorkers");
        assertThat(redHat.of("php-fpm [www] pm").orElseThrow().place()).hasToString("/etc/php-fpm.d/www.conf:7");
        assertThat(CurrentSettings.of(HostConfig.read(Trees.debian(), "192.0.2.11"))
                        .values())
                .containsEntry("apache MaxRequestWorkers", "150")
                .containsEntry("apache Timeout", "300");
    }

    @Test
    void passwordsAreNotAmongThem() {
        assertThat(redHat.values().toString()).doesNotContain("hunter2");
    }

    @Test
    void aHostWithoutConfigurationHasNoSettingsAndNoProblems() {
        HostConfig nothing = HostConfig.read(Trees.of("/etc/hostname", "x"), "192.0.2.11");
        assertThat(CurrentSettings.of(nothing).values()).isEmpty();
        assertThat(nothing.problems()).isEmpty();
    }
}
