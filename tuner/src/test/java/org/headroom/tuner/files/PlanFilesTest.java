package org.headroom.tuner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.headroom.tuner.model.Origins;
import org.headroom.tuner.plan.Plan;
import org.junit.jupiter.api.Test;

class PlanFilesTest {
    private static final HostTree HOST = new HostTree("8.2", "10.0.0.11:80", Map.of());

    private final Plan plan = PlanFiles.addTo(
            Origins.planned(Origins.origin(
                    800, 2, List.of(Origins.pool("www", 10, 0.18, 0.7), Origins.pool("shop", 1, 0.5, 0.4)))),
            HOST);

    @Test
    void filesLieInTheTreeOfTheHost() {
        assertThat(plan.files())
                .extracting(Plan.PlannedFile::path)
                .containsExactly(
                        "etc/apache2/mods-available/mpm_event.conf",
                        "etc/php/8.2/fpm/pool.d/www.conf",
                        "etc/php/8.2/fpm/pool.d/shop.conf",
                        "etc/nginx/conf.d/headroom-upstream.conf",
                        "etc/mysql/mariadb.conf.d/99-headroom.cnf");
    }

    @Test
    void everySettingIsInItsFileWithItsFormula() {
        for (Plan.Setting setting : plan.settings()) {
            assertThat(plan.files())
                    .as(setting.name())
                    .anySatisfy(file -> assertThat(file.content().replaceAll("\\s*\n[#;] +", " "))
                            .contains(setting.value())
                            .contains(setting.formula()));
        }
        assertThat(content("mpm_event.conf"))
                .contains("\nMaxRequestWorkers " + Origins.value(plan, "MaxRequestWorkers") + "\n");
        assertThat(content("shop.conf"))
                .contains("\n[shop]\n")
                .contains("\nlisten = /run/php/php8.2-shop.sock\n")
                .contains("\npm.max_children = " + Origins.value(plan, "[shop] pm.max_children") + "\n");
    }

    @Test
    void eachPoolHasItsOwnSettingsOnly() {
        assertThat(content("www.conf")).doesNotContain("shop");
        assertThat(content("shop.conf")).doesNotContain("www.conf").doesNotContain("[www]");
    }

    @Test
    void aPoolKeepsItsHome() {
        HostTree host = new HostTree(
                "8.2", "origin1:80", Map.of("www", new HostTree.PoolHome("127.0.0.1:9000", "site1", "web")));
        Plan moved = PlanFiles.addTo(Origins.planned(Origins.wordPress(400)), host);
        assertThat(moved.files().get(1).content())
                .contains("user = site1\n")
                .contains("group = web\n")
                .contains("listen = 127.0.0.1:9000\n")
                .doesNotContain("listen.owner");
    }

    @Test
    void aHomeThatWouldBreakOutOfItsLineIsRefused() {
        assertThatThrownBy(() -> new HostTree.PoolHome("/run/x.sock\nuser = root", "www-data", "www-data"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HostTree("../..", "origin1:80", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String content(String name) {
        return plan.files().stream()
                .filter(file -> file.path().endsWith("/" + name))
                .findFirst()
                .orElseThrow()
                .content();
    }
}
