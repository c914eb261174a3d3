package org.headroom.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.scenarios.stack.FpmPool.Listen;
import org.headroom.scenarios.yaml.ConfigException;
import org.headroom.scenarios.yaml.ConfigProblem;
import org.junit.jupiter.api.Test;

class StackFileTest {
    private static final Path FOLDER = Path.of("/etc/stack");

    private static Stack parse(String text) throws ConfigException {
        return StackFile.parse("stack.yaml", text, FOLDER);
    }

    private static List<String> problems(String text) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> parse(text));
        return e.problems().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void theExampleIsReadWhole() throws ConfigException {
        Stack stack = StackFile.read(Path.of("stack.example.yaml"));
        assertThat(stack.sites()).extracting(Site::name).containsExactly("site1", "site2");
        assertThat(stack.proxies().get(1).httpsPort()).isEqualTo(443);
        Origin origin = stack.origin("origin1").orElseThrow();
        assertThat(origin.apacheStatusUrl()).contains(URI.create("http://10.77.0.21:8082/server-status?auto"));
        assertThat(origin.memory().budgetBytes()).hasValue(8L << 30);
        assertThat(origin.fpm().get(1).listen()).contains(new Listen.UnixSocket(Path.of("/run/php/site2.sock")));
        assertThat(stack.galera().orElseThrow().nodes()).hasSize(3);
        assertThat(stack.gluster().orElseThrow().volumes().getFirst().bricks()).hasValue(3);
        assertThat(stack.gluster().orElseThrow().volumes())
                .extracting(Gluster.Volume::writeTest)
                .containsExactly(Optional.empty(), Optional.of(Path.of("/mnt/wp-user/.headroom")));
        assertThat(stack.sync().orElseThrow().period()).isEqualTo(Duration.ofMinutes(3));
        assertThat(stack.loadableHosts()).contains("www.example.org", "192.0.2.11", "web1", "10.77.0.21");
    }

    @Test
    void theThresholdsOfTheExampleAreTheDefaults() throws ConfigException {
        Stack stack = StackFile.read(Path.of("stack.example.yaml"));
        for (ThresholdName name : ThresholdName.values()) {
            assertThat(stack.thresholds()).containsEntry(name, name.standard());
        }
    }

    @Test
    void onlyTheSchemaIsRequired() throws ConfigException {
        Stack stack = parse("schema: 1\n");
        assertThat(stack.sites()).isEmpty();
        assertThat(stack.galera()).isEmpty();
        assertThat(stack.threshold(ThresholdName.FPM_BUSY)).isEqualTo(new Threshold(0.8, 0.95));
    }

    @Test
    void whatTheLabWritesIsRead() throws ConfigException {
        Stack stack = parse("""
                schema: 1
                sites:
                  - { name: site1, hosts: [www.site1.test], docroot: /srv/site1, uploads: { link: /srv/site1/wp-content/uploads, target: /mnt/wp-user/site1 }, shadow: /mnt/wp-core/site1 }
                proxies:
                  - { name: web1, address: 127.0.0.1, https-port: 8443, http-port: 8080, status-url: http://127.0.0.1:8081/s }
                origins:
                  - name: origin1
                    address: 127.0.0.1
                    apache: { status-url: "http://127.0.0.1:8082/server-status?auto" }
                    fpm:
                      - { pool: site1, status-url: "http://127.0.0.1:8082/fpm-status", listen: "127.0.0.1:9001", status-path: /fpm-status, status-listen: "127.0.0.1:9002", ping-url: "http://127.0.0.1:8082/ping", opcache-url: "http://127.0.0.1:8082/o.php" }
                    memory: { budget: 2GiB, reserved: 512MiB }
                galera: { nodes: [ { name: db1, address: 10.77.0.31, port: 3306 } ], user: headroom, password-file: galera.pass, expected-size: 3 }
                gluster: { nodes: [gl1, gl2], volumes: [ { name: wp-core, mount: /mnt/wp-core, bricks: 3 } ] }
                certificates: { ca-file: ca.pem, tree: /etc/letsencrypt }
                sync: { master: origin1, shadow: /mnt/wp-core, subservers: [], period: 180s, excludes: ["*.log"] }
                thresholds: { fpm.busy: { warning: 0.7, critical: 0.9 } }
                """);
        assertThat(stack.proxies())
                .containsExactly(
                        new Proxy("web1", "127.0.0.1", 8443, 8080, Optional.of(URI.create("http://127.0.0.1:8081/s"))));
        assertThat(stack.origins().getFirst().fpm())
                .containsExactly(new FpmPool(
                        "site1",
                        Optional.of(URI.create("http://127.0.0.1:8082/fpm-status")),
                        Optional.of(new Listen.Tcp("127.0.0.1", 9001)),
                        "/fpm-status",
                        Optional.of(new Listen.Tcp("127.0.0.1", 9002)),
                        Optional.of(URI.create("http://127.0.0.1:8082/ping")),
                        Optional.of(URI.create("http://127.0.0.1:8082/o.php"))));
        assertThat(stack.origins().getFirst().memory())
                .isEqualTo(new Origin.Memory(OptionalLong.of(2L << 30), OptionalLong.of(512L << 20)));
        assertThat(stack.galera().orElseThrow().passwordFile()).contains(Path.of("/etc/stack/galera.pass"));
        assertThat(stack.certificates().orElseThrow().caFile()).contains(Path.of("/etc/stack/ca.pem"));
        assertThat(stack.threshold(ThresholdName.FPM_BUSY)).isEqualTo(new Threshold(0.7, 0.9));
    }

    @Test
    void aVolumeIsWrittenToOnlyBelowItsMount() {
        for (String place : List.of("/mnt/wp-user", "/mnt/wp-core/x", "/mnt/wp-user/../etc")) {
            assertThat(problems("""
                    schema: 1
                    gluster: { nodes: [gl1], volumes: [ { name: wp-user, mount: /mnt/wp-user, write-test: %s } ] }
                    """.formatted(place)))
                    .singleElement()
                    .asString()
                    .contains("must be a directory below mount");
        }
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(problems("""
                schema: 1
                sites:
                  - { name: a, hosts: [], docroot: relative }
                  - { name: a, hosts: [b c], docroot: /a }
                proxys: []
                proxies:
                  - { name: web1, adress: 127.0.0.1, https-port: 70000, status-url: "ftp://x" }
                origins:
                  - { name: o1, address: h, fpm: [ { pool: p }, { pool: q, listen: nowhere } ], memory: { budget: lots } }
                galera: { nodes: 3 }
                sync: { master: o2, shadow: /s, period: 0s }
                thresholds:
                  fpm.buzy: { warning: 1 }
                  fpm.busy: { warning: 80 }
                  sync.age: { warning: 20m }
                  certificate.life: { critical: 30d }
                """))
                .containsExactlyInAnyOrder(
                        "stack.yaml:3: sites[0].hosts: needs at least one host",
                        "stack.yaml:3: sites[0].docroot: must be an absolute path",
                        "stack.yaml:4: sites[1].hosts[0]: 'b c' is no host name or address",
                        "stack.yaml:4: sites[1]: a second one named 'a'",
                        "stack.yaml:5: proxys: unknown key; did you mean 'proxies'?",
                        "stack.yaml:7: proxies[0].address: is missing",
                        "stack.yaml:7: proxies[0].adress: unknown key; did you mean 'address'?",
                        "stack.yaml:7: proxies[0].https-port: must be from 1 to 65535, but is 70000",
                        "stack.yaml:7: proxies[0].status-url: 'ftp://x' is no http:// or https:// URL",
                        "stack.yaml:9: origins[0].fpm[0]: needs a way to its status: status-url, listen or status-listen",
                        "stack.yaml:9: origins[0].fpm[1].listen: must be HOST:PORT or the path of a unix socket",
                        "stack.yaml:9: origins[0].memory.budget: 'lots' is not a size; write e.g. 512MiB, 2GiB or plain"
                                + " bytes",
                        "stack.yaml:10: galera.nodes: must be a list, but is 3",
                        "stack.yaml:11: sync.master: no origin 'o2' under origins",
                        "stack.yaml:11: sync.period: must be longer than nothing",
                        "stack.yaml:13: thresholds.fpm.buzy: unknown key; did you mean 'fpm.busy'?",
                        "stack.yaml:14: thresholds.fpm.busy.warning: must be a share from 0 to 1",
                        "stack.yaml:14: thresholds.fpm.busy: critical must not come before warning",
                        "stack.yaml:15: thresholds.sync.age: critical must not come before warning",
                        "stack.yaml:16: thresholds.certificate.life: critical must not come before warning: low values are"
                                + " the bad ones");
    }
}
