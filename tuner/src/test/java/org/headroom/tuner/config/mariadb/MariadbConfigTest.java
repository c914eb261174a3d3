package org.headroom.tuner.config.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import org.headroom.tuner.config.Trees;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.tree.ConfigTree;
import org.junit.jupiter.api.Test;

class MariadbConfigTest {
    @Test
    void readsTheServersGroupsOfIncludedFiles() {
        MariadbConfig config = MariadbConfig.read(Trees.redHat()).orElseThrow();
        assertThat(value(config, "max_connections")).isEqualTo("100");
        assertThat(value(config, "innodb_buffer_pool_size")).isEqualTo("2G");
        assertThat(config.of("max_allowed_packet")).isEmpty();
        assertThat(config.gcacheSize().map(Found::value)).contains("512M");
        assertThat(config.sources().problems()).isEmpty();
    }

    @Test
    void theLastLineWinsWhateverItsGroupOrSpelling() {
        MariadbConfig config = of("""
                [mariadbd]
                max_connections = 5
                [server]
                loose-max-connections="7" # more
                [mysqld_safe]
                max_connections = 8
                [client-server]
                key_buffer_size=1M
                skip-name-resolve
                """);
        assertThat(value(config, "max-connections")).isEqualTo("7");
        assertThat(config.of("max_connections").orElseThrow().place()).hasToString("/etc/my.cnf:4");
        assertThat(value(config, "key_buffer_size")).isEqualTo("1M");
        assertThat(value(config, "skip_name_resolve")).isEmpty();
    }

    @Test
    void groupsOfAnotherVersionAreNotRead() {
        String text = "[mariadb-10.11]\nmax_connections=1\n[mariadb-11.8]\nkey_buffer_size=2\n";
        MariadbConfig known = MariadbConfig.read(
                        Trees.of("/etc/my.cnf", text, "/var/lib/mysql/mariadb_upgrade_info", "11.8.3-MariaDB\n"))
                .orElseThrow();
        assertThat(known.of("max_connections")).isEmpty();
        assertThat(value(known, "key_buffer_size")).isEqualTo("2");
        MariadbConfig guessed = of(text);
        assertThat(guessed.of("max_connections")).isEmpty();
        assertThat(value(guessed, "key_buffer_size")).isEqualTo("2");
        assertThat(guessed.sources().problems()).singleElement().asString().contains("those of 11.8 count");
    }

    @Test
    void bothMainFilesAreReadAndGarbageIsAProblem() {
        ConfigTree tree = Trees.of(
                "/etc/my.cnf",
                        "max_connections=1\n[mysqld]\nmax_connections=2\n!includedir /etc/none\n!include /etc/x\n",
                "/etc/mysql/my.cnf", "[mysqld]\nmax_connections=3\n");
        MariadbConfig config = MariadbConfig.read(tree).orElseThrow();
        assertThat(value(config, "max_connections")).isEqualTo("3");
        assertThat(config.sources().problems())
                .containsExactly(
                        "/etc/my.cnf:1: an option before any group",
                        "/etc/my.cnf:4: there is no directory /etc/none",
                        "/etc/my.cnf:5: there is no /etc/x");
    }

    private static MariadbConfig of(String text) {
        return MariadbConfig.read(Trees.of("/etc/my.cnf", text)).orElseThrow();
    }

    private static String value(MariadbConfig config, String name) {
        return config.of(name).orElseThrow().value();
    }
}
