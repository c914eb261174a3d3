package org.headroom.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.lab.daemon.Daemon;
import org.headroom.lab.daemon.Php;
import org.headroom.lab.daemon.RunningDaemon;
import org.headroom.lab.template.Templates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StackPlanTest {
    private static final Php PHP = new Php(Path.of("/usr/sbin/php-fpm8.2"), Path.of("/usr/bin/php8.2"));

    @TempDir
    Path dir;

    private StackPlan plan(LabTopology topology, LabOptions options) {
        return new StackPlan(LabPaths.of(dir), topology, options, PHP);
    }

    @ParameterizedTest
    @EnumSource(LabTopology.class)
    void everyFileOfEveryDaemonGetsAllItsValues(LabTopology topology) {
        for (RunningDaemon running : plan(topology, LabOptions.defaults()).daemons()) {
            Map<String, String> values = running.daemon().place().values();
            for (String template : templatesOf(running.daemon(), topology)) {
                assertThat(Templates.fill(Templates.source(template), values)).doesNotContain("${");
            }
        }
    }

    private static List<String> templatesOf(Daemon daemon, LabTopology topology) {
        return switch (daemon.role()) {
            case "nginx" ->
                List.of("nginx/nginx.conf", "nginx/site.conf", "nginx/proxy.conf", "nginx/" + topology.locations());
            case "apache" -> List.of("apache/apache2.conf", "apache/site.conf", "apache/status.conf");
            case "fpm" -> List.of("fpm/php-fpm.conf", "fpm/pool.conf", "fpm/php.ini");
            case "mariadb" -> List.of("mariadb/my.cnf");
            default -> throw new AssertionError(daemon.role());
        };
    }

    @Test
    void daemonsStartFromTheDatabaseForward() {
        assertThat(plan(LabTopology.SPLIT, LabOptions.defaults()).daemons())
                .extracting(running -> running.daemon().name())
                .containsExactly("origin1-mariadb", "origin1-fpm", "origin1-apache", "web1-nginx");
    }

    @Test
    void theProxyRefusesNeitherProtocolAndRedirectsAllButTheAcmeChallenge() {
        Map<String, String> values =
                plan(LabTopology.SPLIT, LabOptions.defaults()).nginx().place().values();
        String site = Templates.fill(Templates.source("nginx/site.conf"), values);

        assertThat(site)
                .contains("listen 127.0.0.1:8443 quic reuseport")
                .contains("listen 127.0.0.1:8443 ssl")
                .contains("http2 on;")
                .contains("/.well-known/acme-challenge/")
                .contains("return 301 https://$host:8443$request_uri;");
        assertThat(Templates.source("nginx/proxy.conf")).doesNotContain("Host $http_host");
    }

    @Test
    void onPort443AddressesCarryNoPort() {
        LabPorts ports = new LabPorts(443, 80, 8081, 8082, 9001, 9002);
        Map<String, String> values = plan(
                        LabTopology.SPLIT, LabOptions.defaults().withPorts(ports))
                .nginx()
                .place()
                .values();

        assertThat(Templates.fill(Templates.source("nginx/site.conf"), values))
                .contains("return 301 https://$host$request_uri;");
    }

    @Test
    void theStackFileNamesEveryPartAndTheShadowOnlyWhereThereIsOne() throws Exception {
        Path file = dir.resolve("out/stack.yaml");

        StackFile.write(plan(LabTopology.SHADOW, LabOptions.defaults().withOriginMemory("512MiB")), file);

        assertThat(Files.readString(file)).isEqualTo("""
                # Written by "headroom lab up shadow"; it describes the stack on this machine.
                schema: 1
                sites:
                  - name: site1
                    hosts: [www.site1.test]
                    docroot: DIR/run/hosts/origin1/www/site1
                    shadow: DIR/run/hosts/web1/shadow/site1
                proxies:
                  - name: web1
                    address: 127.0.0.1
                    https-port: 8443
                    http-port: 8080
                origins:
                  - name: origin1
                    address: 127.0.0.1
                    apache: { status-url: "http://127.0.0.1:8082/server-status?auto" }
                    fpm:
                      - { pool: site1, status-url: "http://127.0.0.1:8082/fpm-status", listen: "127.0.0.1:9001", status-path: /fpm-status, status-listen: "127.0.0.1:9002" }
                    memory: { budget: 512MiB, reserved: 512MiB }
                certificates:
                  ca-file: DIR/run/certificates/ca.pem
                sync:
                  master: origin1
                  period: 180s
                """.replace("DIR", dir.toString()));
        assertThat(StackFile.text(plan(LabTopology.SPLIT, LabOptions.defaults())))
                .doesNotContain("shadow:");
    }

    @Test
    void aLaterProgramReadsWhatIsUp() throws Exception {
        LabOptions options = LabOptions.defaults()
                .withPorts(LabPorts.shiftedBy(100))
                .withFpmChildren(3)
                .withApacheMaxRequestWorkers(50)
                .withNginxWorkers(1)
                .withStackFile(dir.resolve("stack.yaml"));
        Path file = dir.resolve("state.properties");

        new LabState(LabTopology.SHADOW, options).write(file);

        assertThat(LabState.read(file)).contains(new LabState(LabTopology.SHADOW, options));
        assertThat(LabState.read(dir.resolve("none"))).isEmpty();
        Files.writeString(file, "topology=split\nhttps=84");
        assertThat(LabState.read(file)).isEmpty();
    }

    @Test
    void aTopologyWithAShadowNeedsSomebodyToFillIt() {
        LabStack stack = LabStack.at(LabPaths.of(dir), _ -> {});

        assertThatThrownBy(() -> stack.up(LabTopology.SHADOW, LabOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shadow filler");
        assertThat(LabOptions.defaults().shadowFiller()).isEqualTo(Optional.empty());
    }

    @Test
    void whereNoStackIsUpThereIsNothingToShowAndNothingToBreak() {
        LabStack stack = LabStack.at(LabPaths.of(dir), _ -> {});

        assertThat(stack.status()).isEmpty();
        assertThatThrownBy(() -> stack.fault(LabFault.NGINX_KILL)).hasMessageContaining("no stack is up");
        stack.down();
    }
}
