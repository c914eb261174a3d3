package org.headroom.tuner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.headroom.tuner.config.HostConfig;
import org.headroom.tuner.config.Trees;
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
                        "etc/php/8.2/fpm/conf.d/99-headroom.ini",
                        "etc/nginx/conf.d/headroom-upstream.conf",
                        "etc/mysql/mariadb.conf.d/99-headroom.cnf");
    }

    @Test
    void everySettingIsInItsFileWithItsFormula() {
        for (Plan.Setting setting : plan.settings()) {
            assertThat(plan.files())
                    .as(setting.name())
                    .anySatisfy(file -> assertThat(file.content().replaceAll("\\s*\n[#;] headroom: +", " "))
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

    @Test
    void ofAHostThatWasReadTheFilesAreCompleteAndWhatItHasNotIsAFragment() {
        HostConfig host = HostConfig.read(Trees.debian(), "10.0.0.11:80");
        Plan complete = PlanFiles.addTo(Origins.planned(Origins.wordPress(400)), HOST, host);
        assertThat(complete.files())
                .extracting(Plan.PlannedFile::path)
                .containsExactlyInAnyOrder(
                        "etc/apache2/apache2.conf",
                        "etc/apache2/mods-available/mpm_event.conf",
                        "etc/php/8.4/fpm/pool.d/www.conf",
                        "etc/php/8.4/fpm/conf.d/99-headroom.ini",
                        "etc/mysql/mariadb.conf.d/99-headroom.cnf",
                        "etc/nginx/conf.d/headroom-upstream.conf");
        assertThat(complete.files().getFirst().content()).contains("# main\n").contains("\nProxyTimeout 66\n");
    }

    @Test
    void aFragmentForOtherProxiesIsNotPutWhereAnNginxOfTheHostReadsIt() {
        HostConfig host = HostConfig.read(Trees.redHat(), "10.0.0.11:80");
        assertThat(PlanFiles.addTo(Origins.planned(Origins.wordPress(400)), HOST, host)
                        .files())
                .extracting(Plan.PlannedFile::path)
                .contains("etc/nginx/snippets/headroom-upstream.conf");
    }

    @Test
    void whatCouldNotBeReadIsAmongTheWarnings() {
        HostConfig host = HostConfig.read(Trees.of("/etc/my.cnf", "!include /etc/none.cnf\n"), "10.0.0.11:80");
        assertThat(PlanFiles.addTo(Origins.planned(Origins.wordPress(400)), HOST, host)
                        .warnings())
                .contains("/etc/my.cnf:1: there is no /etc/none.cnf");
    }

    private String content(String name) {
        return plan.files().stream()
                .filter(file -> file.path().endsWith("/" + name))
                .findFirst()
                .orElseThrow()
                .content();
    }
}
