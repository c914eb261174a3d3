package org.headroom.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabStack;
import org.headroom.lab.LabStatus;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.host.Leftovers;
import org.headroom.lab.host.Network;
import org.headroom.lab.line.Lines;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.ProcStat;
import org.headroom.lab.process.Waiting;
import org.headroom.lab.up.FrontPages;
import org.headroom.lab.up.Hosts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of hosts and web on a real stack: seen by somebody else, cleared, and all is served again. */
@Tag("lab")
@Timeout(300)
final class WebFaultsTest {
    private static final LabPaths PATHS = LabPaths.standard().beside(new LabNet("fw", 31));
    private static final LabTopology TOPOLOGY = LabTopology.MULTI_ORIGIN;
    private static final String SITE = "www.site1.test";
    private static final String STYLE = "/wp-content/themes/headroom-lab/style.css";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path out;

    private static LabOptions options = LabOptions.defaults();

    @BeforeAll
    static void up() {
        options = LabOptions.defaults().withSites(1).withStackFile(out.resolve("stack.yaml"));
        stack().up(TOPOLOGY, options);
    }

    // Taken down with a slow line in it, the only thing of a stack that is in none of its hosts.
    @AfterAll
    static void downWithoutLeftovers() throws IOException {
        inject(FaultName.HOST_SLOW);
        long line = Lines.of(PATHS.run(), PATHS.net()).line("origin3").pid().orElseThrow();

        stack().down();

        assertThat(ProcStat.of(line).filter(stat -> !stat.ended())).isEmpty();
        assertThat(new Leftovers(PATHS.net()).processes()).isEmpty();
        assertThat(new Network(PATHS.net()).namespaces()).isEmpty();
        assertThat(Command.of("ip", "-o", "link").require("").lines())
                .noneMatch(link -> link.matches(".*\\bhr([sio]-)?fw.*"));
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain("run-fw");
        assertThat(Path.of("/sys/fs/cgroup/memory/headroomfw")).doesNotExist();
        assertThat(Path.of("/sys/fs/cgroup/headroomfw")).doesNotExist();
        assertThat(PATHS.run().resolve("lines")).doesNotExist();
        Command.of("rm", "-rf", "--one-file-system", PATHS.run().toString()).require("");
    }

    // A new one each time, as a new JVM would make it.
    private static LabStack stack() {
        return LabStack.at(PATHS, System.out::println);
    }

    private static Hosts hosts() {
        return new Hosts(plan(TOPOLOGY), PATHS.run(), PATHS.image());
    }

    private static StackPlan plan(LabTopology topology) {
        return StackPlan.of(topology, options, PATHS.net());
    }

    private static void inject(FaultName fault) {
        inject(fault, Optional.empty());
    }

    private static void inject(FaultName fault, Optional<String> host) {
        long startNanos = System.nanoTime();
        tell("inject", stack().fault(fault, host), startNanos);
    }

    private static void tell(String what, Faults.Active fault, long startNanos) {
        System.out.printf(
                "%s %s on %s, %.1f s:%n%s%n",
                what,
                fault.fault().label(),
                fault.host(),
                (System.nanoTime() - startNanos) / 1e9,
                fault.evidence().indent(4));
    }

    private static void clear() {
        long startNanos = System.nanoTime();
        stack().clearFaults().forEach(one -> tell("clear", one, startNanos));
    }

    @AfterEach
    void everyFrontPageIsServedAgain() {
        assertThat(stack().status().map(LabStatus::faults)).contains(List.of());
        new FrontPages(plan(TOPOLOGY), hosts()).require();
    }

    private static String curl(String... more) {
        List<String> command = Stream.concat(
                        Stream.of("curl", "-sS", "--noproxy", "*", "--max-time", "20"), Stream.of(more))
                .toList();
        return Command.of(command).run().output();
    }

    private static String address(String host) {
        return hosts().of(host).address();
    }

    /** As a proxy asks an origin. */
    private static String atOrigin(String origin, String path, String... more) {
        List<String> words = Stream.concat(
                        Stream.of(
                                "-H",
                                "Host: " + SITE,
                                "-H",
                                "X-Forwarded-Proto: https",
                                "http://" + address(origin) + path),
                        Stream.of(more))
                .toList();
        return curl(words.toArray(String[]::new));
    }

    private static String statusAtOrigin(String origin, String path) {
        return atOrigin(origin, path, "-o", "/dev/null", "-w", "%{http_code}");
    }

    /** As a visitor asks the proxy, with this machine's curl. */
    private static String atProxy(String path, String... more) {
        List<String> words = Stream.concat(
                        Stream.of(
                                "--cacert",
                                PATHS.caFile().toString(),
                                "--resolve",
                                SITE + ":443:" + address("web1"),
                                "https://" + SITE + path),
                        Stream.of(more))
                .toList();
        return curl(words.toArray(String[]::new));
    }

    @Test
    void aKilledProxyRefusesConnections() {
        inject(FaultName.NGINX_KILL);

        assertThatThrownBy(() -> connectNanos("web1", 443)).hasMessageContaining("refused");

        clear();
    }

    private static long connectNanos(String host, int port) throws IOException {
        long startNanos = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(host), port), 2000);
            return System.nanoTime() - startNanos;
        }
    }

    @Test
    void twoFaultsAtOnceAreClearedTogether() {
        inject(FaultName.FPM_KILL);
        inject(FaultName.APACHE_KILL, Optional.of("origin2"));

        assertThat(statusAtOrigin("origin1", "/")).isEqualTo("503");
        assertThat(atOrigin("origin2", "/")).contains("Failed to connect");
        assertThat(stack().status().map(LabStatus::faults))
                .contains(List.of("fpm-kill on origin1", "apache-kill on origin2"));

        clear();
        assertThat(statusAtOrigin("origin1", "/")).isEqualTo("200");
        assertThat(statusAtOrigin("origin2", "/")).isEqualTo("200");
    }

    // Nothing comes up on a host that nobody reaches: the line must come first, although it was cut first.
    @Test
    void aDaemonKilledOnAHostThatIsCutOffIsMendedAfterTheLine() {
        inject(FaultName.HOST_PARTITION);
        inject(FaultName.APACHE_KILL, Optional.of("origin3"));

        clear();

        assertThat(statusAtOrigin("origin3", "/")).isEqualTo("200");
    }

    @Test
    void slowPhpHoldsItsChildren() throws InterruptedException {
        inject(FaultName.FPM_SLOW);

        List<Thread> pages = Stream.of("/", "/?p=1")
                .map(path -> Thread.startVirtualThread(() -> statusAtOrigin("origin1", path)))
                .toList();
        String status = "http://" + address("origin1") + ":8081/fpm-status/site1";
        boolean busy = Waiting.until(PATIENCE, () -> curl(status).matches("(?s).*active processes: +2\\n.*"));
        assertThat(busy).as(() -> curl(status)).isTrue();
        for (Thread page : pages) {
            page.join();
        }

        clear();
        assertThat(hosts().of("origin1")
                        .shell("cat /etc/php/*/fpm/conf.d/*")
                        .run()
                        .output())
                .doesNotContain("auto_prepend_file");
    }

    @Test
    void aBrokenLinkLosesTheUploadsAtItsOriginOnly() {
        String upload = hosts().of("origin1")
                .shell("cd /mnt/wp-user/site1 && find . -name '*.jpg' | sort | head -n 1")
                .require("")
                .strip()
                .replaceFirst("^\\.", "/wp-content/uploads");
        assertThat(statusAtOrigin("origin1", upload)).isEqualTo("200");

        inject(FaultName.LINK_BROKEN);

        assertThat(statusAtOrigin("origin1", upload)).isNotEqualTo("200");
        assertThat(statusAtOrigin("origin2", upload)).isEqualTo("200");

        clear();
        assertThat(statusAtOrigin("origin1", upload)).isEqualTo("200");
    }

    @Test
    void aStaleShadowShowsVisitorsTheOldFile() {
        inject(FaultName.SHADOW_STALE);

        String fresh = atOrigin("origin1", STYLE);
        assertThat(fresh).contains("lab: shadow-stale");
        assertThat(atProxy(STYLE)).isNotEqualTo(fresh);

        clear();
        assertThat(hosts().of("web1")
                        .command("cat", "/mnt/wp-core/site1" + STYLE)
                        .run()
                        .output()
                        .strip())
                .isEqualTo(fresh.strip());
        assertThat(hosts().of("origin1")
                        .command("cat", "/etc/cron.d/headroom")
                        .run()
                        .output())
                .contains("headroom-sync");
    }

    @Test
    void anExpiredCertificateIsRefusedByVisitors() {
        inject(FaultName.CERT_EXPIRED);

        assertThat(atProxy("/", "-o", "/dev/null")).contains("expired");

        clear();
        assertThat(atProxy("/", "-o", "/dev/null", "-w", "%{http_code}")).isEqualTo("200");
    }

    @Test
    void withoutUdpOnlyH3Fails() {
        inject(FaultName.UDP_DROP);

        // From another host, with the image's curl, since this machine's may have no h3.
        assertThat(fromOrigin("--http3-only")).doesNotStartWith("200");
        assertThat(fromOrigin("--http2")).isEqualTo("200 2");

        clear();
        assertThat(fromOrigin("--http3-only")).isEqualTo("200 3");
    }

    private static String fromOrigin(String protocol) {
        return hosts().of("origin1")
                .command(
                        "curl",
                        "-sS",
                        "-k",
                        protocol,
                        "--max-time",
                        "4",
                        "--resolve",
                        SITE + ":443:" + address("web1"),
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code} %{http_version}",
                        "https://" + SITE + "/")
                .run()
                .output()
                .strip();
    }

    @Test
    void aFullDiskTakesNoWord() throws IOException {
        Path file = hosts().of("origin1").path("/srv/disk/word");
        inject(FaultName.DISK_FULL);

        assertThatThrownBy(() -> Files.writeString(file, "word")).hasMessageContaining("No space left");

        clear();
        Files.writeString(file, "word");
        Files.delete(file);
    }

    @Test
    void aHostThatIsCutOffLeavesTheClusterAndComesBack() {
        inject(FaultName.HOST_PARTITION);

        assertThatThrownBy(() -> connectNanos("origin3", 22))
                .hasMessageMatching("(?i).*(timed out|unreachable|no route).*");
        assertThat(Waiting.until(PATIENCE, () -> clusterSize().equals("2")))
                .as(WebFaultsTest::clusterSize)
                .isTrue();

        clear();
        assertThat(clusterSize()).isEqualTo("3");
        assertThat(statusAtOrigin("origin3", "/")).isEqualTo("200");
    }

    private static String clusterSize() {
        return hosts().of("origin1")
                .command(
                        "mariadb",
                        "-NBe",
                        "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS"
                                + " WHERE VARIABLE_NAME = 'WSREP_CLUSTER_SIZE'")
                .run()
                .output()
                .strip();
    }

    // The port whose address the bridge has taken is the hard case: frames for this machine must not end at it.
    @Test
    void aSlowHostAnswersAfterTheDelayTwice() throws IOException {
        String bridge = hardwareAddress(PATHS.net().bridge());
        String host = plan(TOPOLOGY).hosts().stream()
                .map(one -> one.name())
                .filter(name -> hardwareAddress(PATHS.net().link(name)).equals(bridge))
                .findFirst()
                .orElse("origin3");

        inject(FaultName.HOST_SLOW, Optional.of(host));
        assertThat(connectNanos(host, 22)).isGreaterThanOrEqualTo(30_000_000);

        clear();
        long least = Long.MAX_VALUE;
        for (int times = 0; times < 5; times++) {
            least = Math.min(least, connectNanos(host, 22));
        }
        assertThat(least).isLessThan(15_000_000);
    }

    private static String hardwareAddress(String link) {
        try {
            return Files.readString(Path.of("/sys/class/net", link, "address")).strip();
        } catch (IOException e) {
            throw new AssertionError(link, e);
        }
    }

    @Test
    void whatWasRememberedButNeverBrokenIsClearedWithoutHarm() throws IOException {
        Path memory = Files.createDirectories(PATHS.run().resolve("faults"));
        Files.write(
                memory.resolve("active"),
                List.of(
                        "nginx-kill web1",
                        "apache-kill origin1",
                        "fpm-kill origin1",
                        "fpm-slow origin1",
                        "link-broken origin1",
                        "shadow-stale origin1",
                        "cert-expired web1",
                        "udp-drop web1",
                        "disk-full origin1",
                        "host-partition origin3",
                        "host-slow origin3"));

        assertThat(stack().clearFaults()).hasSize(11);
        assertThat(stack().clearFaults()).isEmpty();
    }

    @Test
    void whatCannotBeBrokenIsRefusedWithWhatCan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stack().fault(FaultName.NGINX_KILL, Optional.of("origin1")))
                .withMessageContaining("possible on web1, not on \"origin1\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stack().fault(FaultName.HOST_SLOW, Optional.of("web9")))
                .withMessageContaining("origin3, origin2, origin1, web1, not on \"web9\"");
        StackPlan single = plan(LabTopology.SINGLE_H1);
        Scene scene = new Scene(single, new Hosts(single, out, PATHS.image()), out, System.out::println);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Faults(scene).inject(FaultName.UDP_DROP, Optional.empty()))
                .withMessageContaining("single-h1 has nothing for udp-drop");
    }
}
