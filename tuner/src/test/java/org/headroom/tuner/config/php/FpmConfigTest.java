package org.headroom.tuner.config.php;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.headroom.tuner.config.Trees;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.tree.ConfigTree;
import org.junit.jupiter.api.Test;

class FpmConfigTest {
    @Test
    void readsSeveralPoolsOfOneFile() {
        FpmConfig config = FpmConfig.read(Trees.redHat()).getFirst();
        assertThat(config.pools()).containsExactlyInAnyOrder("www", "shop");
        assertThat(value(config, "www", "pm.max_children")).isEqualTo("50");
        assertThat(value(config, "www", "listen")).isEqualTo("/run/php-fpm/www.sock");
        assertThat(value(config, "www", "php_admin_value[memory_limit]")).isEqualTo("256M");
        assertThat(config.of("www", "pm.max_requests")).isEmpty();
        assertThat(config.of("shop", "pm.max_children").orElseThrow().place())
                .hasToString("/etc/php-fpm.d/www.conf:23");
        assertThat(config.sources().problems()).isEmpty();
    }

    @Test
    void theNewestPhpComesFirst() {
        ConfigTree tree = Trees.of(
                "/etc/php/8.9/fpm/php-fpm.conf", "[a]\n",
                "/etc/php/8.10/fpm/php-fpm.conf", "[b]\n",
                "/etc/php/cli/fpm/php-fpm.conf", "[c]\n");
        assertThat(FpmConfig.read(tree))
                .extracting(FpmConfig::entry)
                .containsExactly("/etc/php/8.10/fpm/php-fpm.conf", "/etc/php/8.9/fpm/php-fpm.conf");
    }

    @Test
    void aSectionThatComesAgainGoesOnAndTheLastValueWins() {
        FpmConfig config =
                fpm("[www]\npm = static\npm.max_children = 1\n[b]\npm = ondemand\n[www]\npm.max_children=2;x\n");
        assertThat(value(config, "www", "pm")).isEqualTo("static");
        assertThat(value(config, "www", "pm.max_children")).isEqualTo("2");
    }

    @Test
    void garbageIsAProblemWithItsLine() {
        FpmConfig config = fpm("include=/etc/none/*.conf\n[www\nnonsense\n\r\n  ; fine\n[www]\nx =\n");
        assertThat(config.sources().problems())
                .containsExactly(
                        "/etc/php-fpm.conf:1: there is no /etc/none/*.conf",
                        "/etc/php-fpm.conf:2: neither a section nor a setting",
                        "/etc/php-fpm.conf:3: neither a section nor a setting");
        assertThat(value(config, "www", "x")).isEmpty();
    }

    @Test
    void phpIniIsOverruledByTheFilesOfItsDirectoryNotByOtherHosts() {
        FpmConfig fpm = FpmConfig.read(Trees.redHat()).getFirst();
        PhpIni ini = PhpIni.read(Trees.redHat(), fpm);
        assertThat(ini.of("memory_limit").map(Found::value)).contains("128M");
        assertThat(ini.of("opcache.memory_consumption").map(Found::value)).contains("192");
        assertThat(ini.of("opcache.max_accelerated_files").orElseThrow().place())
                .hasToString("/etc/php.d/10-opcache.ini:3");
    }

    private static FpmConfig fpm(String text) {
        return List.copyOf(FpmConfig.read(Trees.of("/etc/php-fpm.conf", text))).getFirst();
    }

    private static String value(FpmConfig config, String pool, String key) {
        return config.of(pool, key).orElseThrow().value();
    }
}
