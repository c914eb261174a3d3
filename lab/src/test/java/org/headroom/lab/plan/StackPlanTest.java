package org.headroom.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.plan.HostFile.Link;
import org.headroom.lab.plan.HostFile.Text;
import org.headroom.scenarios.stack.Ssh;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StackPlanTest {
    private static final String PHP = "8.4";

    @TempDir
    Path dir;

    private static StackPlan plan(LabTopology topology) {
        return StackPlan.of(topology, LabOptions.defaults(), LabNet.standard());
    }

    private static String text(StackPlan plan, String host, String path) {
        HostPlan planned = plan.hosts().stream()
                .filter(one -> one.name().equals(host))
                .findFirst()
                .orElseThrow();
        return HostFiles.of(plan, planned, PHP).stream()
                .filter(file -> file.path().equals(path))
                .map(file -> file instanceof Text(String _, String text, boolean _) ? text : "")
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + path + " on " + host));
    }

    @ParameterizedTest
    @EnumSource(LabTopology.class)
    void everyFileOfEveryHostGetsAllItsValuesAndStandsInThePlaceWhereDebianLooks(LabTopology topology) {
        StackPlan plan = plan(topology);
        for (HostPlan host : plan.hosts()) {
            List<HostFile> files = HostFiles.of(plan, host, PHP);
            assertThat(files)
                    .extracting(HostFile::path)
                    .doesNotHaveDuplicates()
                    .allSatisfy(path -> assertThat(path)
                            .startsWith("/")
                            .doesNotContain("SITE")
                            .doesNotContain("VERSION"));
            assertThat(files).allSatisfy(file -> {
                if (file instanceof Text(String path, String text, boolean _)) {
                    assertThat(text).as(path).doesNotContain("${").endsWith("\n");
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(LabTopology.class)
    void theStackFileIsOneThatTheOtherCommandsRead(LabTopology topology) throws Exception {
        StackPlan plan = plan(topology);
        Path file = Files.writeString(
                dir.resolve("stack.yaml"),
                StackFileText.of(
                        plan,
                        new StackFileText.Named(
                                Path.of("/tmp/a b/ca.pem"),
                                Path.of("/tmp/secrets/galera"),
                                Path.of("/tmp/a b/key"),
                                Path.of("/tmp/known_hosts"))));

        Stack stack = StackFile.read(file);

        assertThat(stack.sites()).hasSize(plan.sites().size());
        assertThat(stack.proxies())
                .extracting(proxy -> proxy.address())
                .allMatch(address -> address.startsWith("10.77.0."));
        assertThat(stack.origins()).hasSize(plan.origins().size());
        assertThat(stack.galera().isPresent()).isEqualTo(plan.hasGalera());
        assertThat(stack.gluster().isPresent()).isEqualTo(plan.hasGluster());
        stack.galera().ifPresent(galera -> assertThat(galera.expectedSize()).isEqualTo(3));
        assertThat(stack.sites().getFirst().shadow().isPresent()).isEqualTo(plan.hasShadow());
        assertThat(stack.ssh().flatMap(Ssh::identityFile)).contains(Path.of("/tmp/a b/key"));
        assertThat(stack.ssh().flatMap(Ssh::knownHostsFile)).contains(Path.of("/tmp/known_hosts"));
    }

    @ParameterizedTest
    @EnumSource(LabTopology.class)
    void everyHostHasAnAddressAndANameOfItsOwn(LabTopology topology) {
        StackPlan plan = plan(topology);

        assertThat(plan.hosts()).extracting(HostPlan::name).doesNotHaveDuplicates();
        assertThat(plan.hosts())
                .extracting(HostPlan::last)
                .doesNotHaveDuplicates()
                .doesNotContain(0, 1, 255);
        assertThat(plan.hosts())
                .allSatisfy(host -> assertThat(
                                new LabNet("zz", 255).link(host.name()).length())
                        .isLessThanOrEqualTo(15));
    }

    @Test
    void theFullStackIsTheOneThatTheDocumentDescribes() {
        StackPlan full = plan(LabTopology.FULL);

        assertThat(full.fronts()).hasSize(2);
        assertThat(full.origins()).hasSize(3);
        assertThat(full.with(Part.DATABASE)).hasSize(3);
        assertThat(full.with(Part.BRICKS)).hasSize(3);
        assertThat(full.with(Part.MASTER)).hasSize(1);
        assertThat(full.layout().volumes()).containsExactly("web1", "web2", "wp-core", "wp-user");
        assertThat(full.sites()).hasSize(3);
        assertThat(full.letsencrypt()).isEqualTo("/mnt/web2/letsencrypt");
        assertThat(HostFiles.of(full, full.fronts().getFirst(), PHP))
                .contains(new Link("/etc/letsencrypt", "/mnt/web2/letsencrypt"));
        assertThat(text(full, "web1", "/etc/hosts"))
                .contains("10.77.0.11 www.site1.test site1.test")
                .contains("10.77.0.12 www.site1.test site1.test");
        assertThat(text(full, "web2", "/etc/fstab").lines().filter(line -> line.contains(" glusterfs ")))
                .hasSize(4)
                .allMatch(line -> line.contains("backup-volfile-servers="));
    }

    @Test
    void oneServerOnAnAddressSaysReuseportAndEverySiteHasAQuicListenOfItsOwn() {
        StackPlan full = plan(LabTopology.FULL);
        String unknown = text(full, "web1", "/etc/nginx/sites-available/01-unknown.conf");

        assertThat(unknown).contains("quic reuseport default_server").contains("ssl_reject_handshake on;");
        for (WebSite site : full.sites()) {
            assertThat(text(full, "web1", "/etc/nginx/sites-available/" + site.name() + ".conf"))
                    .contains("listen 10.77.0.11:443 quic;")
                    .contains("listen 10.77.0.11:443 ssl;")
                    .contains("/etc/letsencrypt/live/" + site.name() + "/fullchain.pem")
                    .doesNotContain("reuseport");
        }
    }

    @Test
    void plainHttpRedirectsAllButTheAcmeChallenge() {
        assertThat(text(plan(LabTopology.FULL), "web2", "/etc/nginx/sites-available/00-plain.conf"))
                .contains("location ^~ /.well-known/acme-challenge/")
                .contains("root /mnt/web1/acme;")
                .contains("return 301 https://$host$request_uri;");
    }

    @Test
    void timeoutsAreInTheOrderFpmThenApacheThenNginx() {
        StackPlan split = plan(LabTopology.SPLIT);

        assertThat(seconds(
                        text(split, "origin1", "/etc/php/8.4/fpm/pool.d/site1.conf"), "request_terminate_timeout = "))
                .isLessThan(
                        seconds(text(split, "origin1", "/etc/apache2/conf-available/headroom.conf"), "ProxyTimeout "));
        assertThat(seconds(text(split, "origin1", "/etc/apache2/conf-available/headroom.conf"), "ProxyTimeout "))
                .isLessThan(seconds(text(split, "web1", "/etc/nginx/headroom/proxy.conf"), "proxy_read_timeout "));
        assertThat(seconds(text(split, "web1", "/etc/nginx/headroom/upstream.conf"), "keepalive_timeout "))
                .as("idle connections to Apache: nginx closes first")
                .isLessThan(seconds(
                        text(split, "origin1", "/etc/apache2/conf-available/headroom.conf"), "KeepAliveTimeout "));
    }

    private static int seconds(String text, String directive) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(directive))
                .map(line -> line.substring(directive.length()).replaceAll("[^0-9].*", ""))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + directive));
    }

    @Test
    void databaseConnectionsSufficeForTheChildrenOfAllOrigins() {
        StackPlan plan = StackPlan.of(LabTopology.FULL, LabOptions.defaults().withFpmChildren(20), LabNet.standard());
        String config = text(plan, "origin1", "/etc/mysql/mariadb.conf.d/90-headroom.cnf");

        assertThat(seconds(config, "max_connections = ")).isGreaterThanOrEqualTo(3 * 20);
    }

    @Test
    void oneMoreSiteIsOneMoreSetOfFilesAndNothingElseChanges() {
        StackPlan two = StackPlan.of(LabTopology.FULL, LabOptions.defaults().withSites(2), LabNet.standard());
        StackPlan three = StackPlan.of(LabTopology.FULL, LabOptions.defaults().withSites(3), LabNet.standard());
        HostPlan proxy = two.fronts().getFirst();

        List<HostFile> added = HostFiles.ofSite(three, proxy, PHP, three.sites().getLast());

        assertThat(added).extracting(HostFile::path).containsExactly("/etc/nginx/sites-available/site3.conf");
        assertThat(HostFiles.of(three, proxy, PHP))
                .extracting(HostFile::path)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(HostFiles.of(two, proxy, PHP).stream(), added.stream())
                                .map(HostFile::path)
                                .toList());
        HostPlan origin = two.origins().getFirst();
        assertThat(HostFiles.ofSite(three, origin, PHP, three.sites().getLast()))
                .extracting(HostFile::path)
                .containsExactlyInAnyOrder(
                        "/etc/apache2/sites-available/site3.conf",
                        "/etc/apache2/sites-enabled/site3.conf",
                        "/etc/php/8.4/fpm/pool.d/site3.conf");
    }

    @Test
    void anOriginWithLittleMemoryHasASmallBufferPoolAndSaysItsBudget() {
        StackPlan plan =
                StackPlan.of(LabTopology.SPLIT, LabOptions.defaults().withOriginMemory(400L << 20), LabNet.standard());

        assertThat(text(plan, "origin1", "/etc/mysql/mariadb.conf.d/90-headroom.cnf"))
                .contains("innodb_buffer_pool_size = 32M");
        assertThat(StackFileText.of(
                        plan,
                        new StackFileText.Named(
                                Path.of("/ca.pem"), Path.of("/pw"), Path.of("/key"), Path.of("/known"))))
                .contains("budget: 400MiB");
    }

    @Test
    void optionsOutOfRangeAreRefusedWithWhatIsAllowed() {
        LabOptions defaults = LabOptions.defaults();

        assertThatThrownBy(() -> defaults.withFpmChildren(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> defaults.withApacheMaxRequestWorkers(30)).hasMessageContaining("multiple");
        assertThatThrownBy(() -> defaults.withSites(4)).hasMessageContaining("1 to 3");
        assertThatThrownBy(() -> defaults.withOriginMemory(1)).hasMessageContaining("64M");
        assertThatThrownBy(() -> LabTopology.named("fulll")).hasMessageContaining("gluster-htdocs");
        assertThatThrownBy(() -> new LabNet("abc", 0)).hasMessageContaining("two letters");
    }

    @Test
    void everyTopologyOfTheContractIsThere() {
        assertThat(LabTopology.values())
                .extracting(LabTopology::label)
                .containsExactly(
                        "single-h1",
                        "single-h2",
                        "single-h3",
                        "split",
                        "galera",
                        "gluster-htdocs",
                        "shadow",
                        "multi-origin",
                        "full");
    }
}
