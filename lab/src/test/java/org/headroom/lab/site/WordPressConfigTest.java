package org.headroom.lab.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WordPressConfigTest {
    private static final List<String> SALTS = List.of("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8");

    @Test
    void aHostsConfigurationNamesItsSiteItsDatabaseAndThePasswordsFile() {
        String text = WordPressConfig.of(LabSite.named("site2"), "/etc/headroom/site2")
                .text(SALTS);

        assertThat(text)
                .contains("define('DB_NAME', 'site2');")
                .contains("define('DB_USER', 'site2');")
                .contains("define('DB_HOST', 'localhost');")
                .contains("file_get_contents('/etc/headroom/site2')")
                .contains("define('WP_HOME', 'https://www.site2.test');")
                .contains("define('NONCE_SALT', 's8');")
                .doesNotContain("${");
    }

    @Test
    void portsAndADatabaseOnAnotherHostAreToldToWordPress() {
        String text = new WordPressConfig(LabSite.named("site1"), "/p", "10.77.0.31:3306", "8443", ":8443").text(SALTS);

        assertThat(text)
                .contains("define('DB_HOST', '10.77.0.31:3306');")
                .contains("= '8443';")
                .contains("'https://www.site1.test:8443'");
    }

    @Test
    void nothingGoesOutAndNothingUpdatesItself() {
        assertThat(WordPressConfig.of(LabSite.named("site1"), "/p").text(SALTS))
                .contains("define('WP_HTTP_BLOCK_EXTERNAL', true);")
                .contains("define('DISABLE_WP_CRON', true);")
                .contains("define('AUTOMATIC_UPDATER_DISABLED', true);")
                .contains("define('DISALLOW_FILE_MODS', true);");
    }

    @Test
    void tooFewSaltsAreRefused() {
        assertThatThrownBy(
                        () -> WordPressConfig.of(LabSite.named("site1"), "/p").text(List.of("s1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
