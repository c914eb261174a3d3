package org.headroom.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.headroom.lab.LabStatus.HostStatus;
import org.headroom.lab.daemon.Galera;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.host.Network;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;
import org.headroom.scenarios.stack.Ssh;
import org.headroom.scenarios.stack.StackFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole stacks with real daemons. */
@Tag("lab")
final class LabStackTest {
    private static final long MOST_MEMORY = 4L << 30;

    @TempDir
    static Path directory;

    private static TestLab lab;

    @BeforeAll
    static void prepare() {
        lab = new TestLab("t", 40, directory);
    }

    @AfterEach
    void down() throws IOException {
        lab.stack().down();
        lab.assertNothingIsLeft();
    }

    @AfterAll
    static void clearUp() {
        lab.remove();
    }

    private static LabHost host(String name) {
        return lab.stack().host(name);
    }

    /** The image's curl, since it speaks h3, on a host of the stack, trusting only the lab's authorities. */
    private static String curl(String from, String address, String host, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "curl", "-sS", "--max-time", "20", "--cacert", "/etc/headroom/ca.pem", "-o", "/dev/null", "-w"));
        command.add("%{http_code} %{http_version} %{redirect_url}");
        command.addAll(List.of("--resolve", host + ":443:" + address, "--resolve", host + ":80:" + address));
        command.addAll(List.of(arguments));
        return host(from).command(command).run().output().strip();
    }

    @ParameterizedTest
    @EnumSource(LabTopology.class)
    void everyTopologyComesUpServesEverySiteOverEveryProtocolItHasAndGoesDownWithoutLeftovers(LabTopology topology)
            throws Exception {
        LabUp up = lab.stack().up(topology, lab.options());
        StackPlan plan = StackPlan.of(topology, lab.options(), lab.paths().net());
        System.out.printf("%s: up after %.1f s%n", topology.label(), up.took().toMillis() / 1000.0);

        LabStatus status = lab.stack().status().orElseThrow();
        assertThat(status.serving()).as(status.toString()).isTrue();
        assertThat(status.upAfter()).contains(up.took());
        assertThat(status.hosts()).extracting(HostStatus::name).hasSameSizeAs(plan.hosts());
        assertThat(status.pssBytes()).isBetween(20L << 20, MOST_MEMORY);
        assertThat(StackFile.read(up.stackFile()).sites()).hasSameSizeAs(plan.sites());
        assertLogins(StackFile.read(up.stackFile()).ssh().orElseThrow(), plan);
        for (HostPlan front : plan.fronts()) {
            for (WebSite site : plan.sites()) {
                assertServed(plan, front, site);
            }
        }
        assertClusters(plan);
        if (plan.hasAuthority()) {
            assertCertificates(plan);
        }
    }

    /** From this machine with what the stack file names, and from the first host with what its own names. */
    private static void assertLogins(Ssh ssh, StackPlan plan) {
        for (HostPlan host : plan.hosts()) {
            List<String> options =
                    List.of("-T", "-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes");
            List<String> target = List.of("-l", "root", plan.address(host), "hostname");
            List<String> outside = new ArrayList<>(List.of("ssh"));
            outside.addAll(options);
            outside.addAll(List.of(
                    "-o",
                    "UserKnownHostsFile=" + ssh.knownHostsFile().orElseThrow(),
                    "-i",
                    ssh.identityFile().orElseThrow().toString()));
            outside.addAll(target);
            assertThat(Command.of(outside).run().output()).isEqualToIgnoringNewLines(host.name());

            List<String> within = new ArrayList<>(List.of("ssh"));
            within.addAll(options);
            within.addAll(List.of("-i", "/root/.ssh/id_ed25519", "-o", "UserKnownHostsFile=/root/.ssh/known_hosts"));
            within.addAll(target);
            assertThat(host(plan.hosts().getFirst().name())
                            .command(within)
                            .run()
                            .output())
                    .isEqualToIgnoringNewLines(host.name());
        }
    }

    private static void assertServed(StackPlan plan, HostPlan front, WebSite site) {
        String address = plan.address(front);
        String page = "https://" + site.host() + "/";
        Map<String, String> wanted = plan.hasH3()
                ? Map.of("--http1.1", "200 1.1", "--http2", "200 2", "--http3-only", "200 3")
                : plan.hasH2()
                        ? Map.of("--http1.1", "200 1.1", "--http2", "200 2")
                        : Map.of("--http1.1", "200 1.1", "--http2", "200 1.1");
        wanted.forEach((protocol, answer) -> assertThat(curl("web1", address, site.host(), protocol, page))
                .as(site.name() + " " + front.name() + " " + protocol)
                .isEqualTo(answer));
        assertThat(curl("web1", address, site.host(), "http://" + site.host() + "/any?x=1"))
                .startsWith("301")
                .endsWith("https://" + site.host() + "/any?x=1");
    }

    // As the daemons' own tools see them.
    private static void assertClusters(StackPlan plan) {
        if (plan.hasGalera()) {
            for (HostPlan node : plan.with(Part.DATABASE)) {
                assertThat(new Galera(host(node.name())).status())
                        .containsEntry("wsrep_cluster_size", "3")
                        .containsEntry("wsrep_cluster_status", "Primary")
                        .containsEntry("wsrep_local_state_comment", "Synced");
            }
        }
        if (plan.hasGluster()) {
            LabHost node = host(plan.with(Part.BRICKS).getFirst().name());
            assertThat(node.command("gluster", "pool", "list")
                            .run()
                            .output()
                            .lines()
                            .filter(line -> line.contains("Connected")))
                    .hasSize(3);
            for (String volume : plan.layout().volumes()) {
                String xml = node.command("gluster", "--xml", "volume", "status", volume)
                        .run()
                        .output();
                assertThat(xml.split("<hostname>", -1).length - 1).as(xml).isGreaterThanOrEqualTo(3);
                assertThat(xml).doesNotContain("<status>0</status>");
            }
        }
    }

    // On web2 by ACME, linked from every host, and nobody is shown another site's certificate.
    private static void assertCertificates(StackPlan plan) {
        for (HostPlan front : plan.fronts()) {
            assertThat(host(front.name())
                            .command("readlink", "-f", "/etc/letsencrypt")
                            .run()
                            .output()
                            .strip())
                    .isEqualTo("/mnt/web2/letsencrypt");
            String shown = host("web1")
                    .shell(
                            "openssl s_client -connect \"$1\" -servername \"$2\" </dev/null 2>/dev/null"
                                    + " | openssl x509 -noout -issuer -ext subjectAltName",
                            plan.address(front) + ":443",
                            "www.site2.test")
                    .run()
                    .output();
            assertThat(shown).contains("Pebble").contains("DNS:www.site2.test").doesNotContain("site1");
            for (String protocol : List.of("--http2", "--http3-only")) {
                assertThat(curl("web1", plan.address(front), "www.nobody.test", protocol, "https://www.nobody.test/"))
                        .as(protocol)
                        .startsWith("curl: (");
            }
        }
        assertThat(host("web2")
                        .command("certbot", "certificates", "--config-dir", "/etc/letsencrypt")
                        .run()
                        .output())
                .contains("Certificate Name: site1")
                .contains("Certificate Name: site2");
        assertThat(host("origin1")
                        .command("ls", "-l", "/var/www/site1/wp-content/uploads")
                        .run()
                        .output())
                .endsWith("/var/www/site1/wp-content/uploads -> /mnt/wp-user/site1");
        assertThat(host("origin3")
                        .command("ssh", "origin2", "hostname")
                        .run()
                        .output()
                        .strip())
                .isEqualTo("origin2");
    }

    @Test
    void anOriginThatTakesMoreThanItsMemoryIsKilledAndTheOthersAreNot() {
        lab.stack().up(LabTopology.SPLIT, lab.options().withOriginMemory(400L << 20));

        Command.Result greedy = host("origin1")
                .shell("head -c 600M /dev/zero | tail -n 1 | wc -c")
                .within(Duration.ofMinutes(2))
                .run();

        HostStatus origin = lab.stack().status().orElseThrow().hosts().stream()
                .filter(one -> one.name().equals("origin1"))
                .findFirst()
                .orElseThrow();
        assertThat(origin.killed()).as(greedy.output()).isPositive();
        assertThat(origin.limitBytes()).contains(400L << 20);
        assertThat(host("web1").command("true").run().good()).isTrue();
    }

    @Test
    void aStartThatWasKilledInTheMiddleIsClearedUpByTheNext() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        UpInAnotherJvm.class.getName(),
                        lab.paths().net().tag(),
                        Integer.toString(lab.paths().net().subnet()),
                        directory.toString())
                .inheritIO()
                .start();
        try {
            assertThat(Waiting.until(
                            Duration.ofSeconds(60),
                            () -> !child.isAlive()
                                    || Files.exists(lab.paths().pids().resolve("origin1-mariadb.pid"))))
                    .isTrue();
            assertThat(child.isAlive()).as("killed in the middle").isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(new Network(lab.paths().net()).namespaces()).isNotEmpty();
        LabStatus half = lab.stack().status().orElseThrow();
        assertThat(half.upAfter()).isEmpty();

        LabUp up = lab.stack().up(LabTopology.SPLIT, lab.options());

        assertThat(lab.stack().status().orElseThrow().serving()).isTrue();
        assertThat(curl("web1", up.address(), "www.site1.test", "--http3-only", "https://www.site1.test/"))
                .isEqualTo("200 3");
    }

    @Test
    void aStartThatIsInterruptedTakesDownWhatHadStarted() throws Exception {
        CompletableFuture<String> failure = new CompletableFuture<>();
        Thread starter = Thread.ofPlatform().start(() -> {
            try {
                lab.stack().up(LabTopology.SPLIT, lab.options());
                failure.complete("none");
            } catch (LabException e) {
                failure.complete(String.valueOf(e.getMessage()));
            }
        });
        assertThat(Waiting.until(
                        Duration.ofSeconds(60),
                        () -> Files.exists(lab.paths().pids().resolve("origin1-mariadb.pid"))))
                .isTrue();

        starter.interrupt();

        assertThat(failure.get(60, TimeUnit.SECONDS)).contains("interrupted");
        lab.assertNothingIsLeft();
        assertThat(lab.told()).contains("up: interrupted, taking down what had started");
    }

    /** Brings a stack up, to be killed meanwhile. */
    static final class UpInAnotherJvm {
        private UpInAnotherJvm() {}

        public static void main(String[] arguments) {
            TestLab own = new TestLab(arguments[0], Integer.parseInt(arguments[1]), Path.of(arguments[2]));
            own.stack().up(LabTopology.SPLIT, own.options());
        }
    }

    @Test
    void whatCannotBeDoneIsToldWithWhatCan() {
        assertThatThrownBy(() -> host("web1"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no stack is up")
                .hasMessageContaining("headroom lab up");
        assertThat(lab.stack().status()).isEmpty();

        lab.stack().up(LabTopology.SINGLE_H1, lab.options());

        assertThatThrownBy(() -> host("web9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no host \"web9\"")
                .hasMessageContaining("web1");
    }

    @Test
    void aDaemonThatDoesNotServeEndsTheStartWithItsLogAndNothingIsLeft() throws Exception {
        // More threads than ThreadLimit allows is a mistake that Apache itself refuses.
        LabOptions options = lab.options().withApacheMaxRequestWorkers(25);
        Path image = lab.paths().image();
        assertThat(image).exists();
        Path full = Files.createDirectories(directory.resolve("taken"));

        assertThatThrownBy(() -> lab.stack().up(LabTopology.SPLIT, options.withStackFile(full)))
                .as("a directory stands where the stack file is to be")
                .isInstanceOf(LabException.class);

        lab.assertNothingIsLeft();
        assertThat(lab.paths().failed().resolve("origin1/mariadb.log")).exists();
        assertThat(lab.told()).contains("taking down what had started");
    }
}
