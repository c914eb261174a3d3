package org.headroom.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.headroom.lab.daemon.Trixie;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.DaemonProcess;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.ProcStat;
import org.headroom.lab.site.Trees;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stack with real daemons, beside any lab that is up. */
@Tag("lab")
final class LabStackTest {
    private static final List<String> DAEMONS =
            List.of("origin1-mariadb", "origin1-fpm", "origin1-apache", "web1-nginx");
    private static final String STYLE = "/wp-content/mu-plugins/headroom-lab/css/fonts.css";

    // Not a temporary directory: daemons of other users must be able to walk to it.
    private static final LabPaths PATHS =
            LabPaths.standard().withRun(LabPaths.standard().base().resolve("run-of-test"));

    @TempDir
    Path out;

    private final List<String> told = new ArrayList<>();
    private final LabStack stack = LabStack.at(PATHS, told::add);
    private LabOptions options = LabOptions.defaults();

    @BeforeAll
    static void install() {
        LabInstaller installer = new LabInstaller(PATHS);
        if (!installer.isInstalled()) {
            installer.install(System.out::println);
        }
    }

    private LabUp up(LabTopology topology) {
        options = LabOptions.defaults()
                .withPorts(LabPorts.firstFree())
                .withStackFile(out.resolve("stack.yaml"))
                .withFpmChildren(3)
                .withShadowFiller(LabStackTest::copyStyles);
        return stack.up(topology, options);
    }

    private static String copyStyles(Path docroot, Path shadow) {
        Command.of("rsync", "-am", "--include=*/", "--include=*.css", "--exclude=*", docroot + "/", shadow + "/")
                .require("see rsync");
        return "styles only";
    }

    @AfterEach
    void down() throws IOException {
        stack.down();
        assertThat(Files.readString(Path.of("/proc/self/mounts")))
                .doesNotContain(PATHS.run().toString());
    }

    @AfterAll
    static void clearUp() {
        Trees.remove(PATHS.run());
    }

    private static DaemonProcess process(String name) {
        return new DaemonProcess(name, PATHS.pids().resolve(name + ".pid"));
    }

    private static List<Long> everyPid() {
        return DAEMONS.stream().flatMap(name -> process(name).pids().stream()).toList();
    }

    /** Debian 13's curl, since it speaks h3, trusting only the lab's authority. */
    private Command.Result curl(LabUp up, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sS",
                "--max-time",
                "20",
                "--cacert",
                up.caFile().toString(),
                "--resolve",
                "www.site1.test:" + up.ports().https() + ":127.0.0.1"));
        command.addAll(List.of(arguments));
        return Command.of(new Trixie(PATHS.image()).command(PATHS.run(), command))
                .run();
    }

    private static String plain(String url, String... arguments) {
        return Command.of(Stream.concat(Stream.of("curl", "-sS", "--max-time", "10", url), Stream.of(arguments))
                        .toList())
                .run()
                .output();
    }

    private static long logged(LabUp up, String protocol) throws IOException {
        try (Stream<String> lines = Files.lines(up.accessLog())) {
            return lines.filter(line -> line.contains("\"protocol\":\"" + protocol + "\""))
                    .count();
        }
    }

    @Test
    void theFrontPageIsServedOverEveryProtocolAndEveryRequestIsLogged() throws Exception {
        LabUp up = up(LabTopology.SPLIT);
        String page = up.frontPage().toString();
        String format = "%{http_version} %{http_code} %{ssl_verify_result}";

        long h1Before = logged(up, "HTTP/1.1");
        for (int n = 0; n < 5; n++) {
            assertThat(curl(up, "--http1.1", "-o", "/dev/null", "-w", format, page)
                            .output())
                    .isEqualTo("1.1 200 0");
            assertThat(curl(up, "--http2", "-o", "/dev/null", "-w", format, page)
                            .output())
                    .isEqualTo("2 200 0");
            assertThat(curl(up, "--http3-only", "-o", "/dev/null", "-w", format, page)
                            .output())
                    .isEqualTo("3 200 0");
        }
        assertThat(logged(up, "HTTP/1.1")).isEqualTo(h1Before + 5);
        assertThat(logged(up, "HTTP/2.0")).isEqualTo(5);
        assertThat(logged(up, "HTTP/3.0")).isEqualTo(5);
        assertThat(curl(up, "-D", "-", "-o", "/dev/null", page).output())
                .contains("h3=\":" + up.ports().https() + "\"");
    }

    @Test
    void thePageIsMadeOfManyPartsOfThisHostOnly() {
        LabUp up = up(LabTopology.SPLIT);

        String html = curl(up, up.frontPage().toString()).output();

        assertThat(html.split("<script[^>]* src=", -1).length - 1).isBetween(10, 15);
        assertThat(html.split("rel='stylesheet'", -1).length - 1).isBetween(10, 15);
        assertThat(html.split("<img ", -1).length - 1).isBetween(8, 14);
        assertThat(html.replace(up.frontPage().toString(), "/").replaceAll("http://www\\.w3\\.org/", ""))
                .doesNotContain("http://", "https://");
    }

    @Test
    void plainHttpRedirectsButSparesTheAcmeChallenge() throws Exception {
        LabUp up = up(LabTopology.SPLIT);
        String base = "http://127.0.0.1:" + up.ports().http();
        Path challenges = Files.createDirectories(PATHS.hosts().resolve("web1/nginx/acme/.well-known/acme-challenge"));
        Files.writeString(challenges.resolve("token"), "proof");

        assertThat(plain(
                        base + "/a?b=c",
                        "-H",
                        "Host: www.site1.test",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code} %{redirect_url}"))
                .isEqualTo("301 " + up.frontPage() + "a?b=c");
        assertThat(plain(base + "/.well-known/acme-challenge/token")).isEqualTo("proof");
    }

    @Test
    void statusIsToldOverHttpAndStraightOverFastCgi() throws Exception {
        LabUp up = up(LabTopology.SPLIT);
        String status = "http://127.0.0.1:" + up.ports().apacheStatus();

        assertThat(plain(status + "/server-status?auto"))
                .contains("BusyWorkers: 1", "ServerMPM: event", "Total Accesses");
        assertThat(plain(status + "/fpm-status?json")).contains("\"pool\":\"site1\"", "\"total processes\":3");
        assertThat(plain(status + "/fpm-ping")).isEqualTo("pong");
        assertThat(FastCgi.get(up.ports().fpm(), "/fpm-status", "json")).contains("\"pool\":\"site1\"");
        assertThat(FastCgi.get(up.ports().fpmStatus(), "/fpm-status", "json")).contains("\"total processes\":3");
        assertThat(stack.status())
                .allSatisfy(daemon -> assertThat(daemon.state()).isEqualTo(DaemonStatus.State.SERVING))
                .allSatisfy(daemon -> assertThat(daemon.pssBytes()).isGreaterThan(1 << 20))
                .extracting(DaemonStatus::role)
                .containsExactly("mariadb", "fpm", "apache", "nginx");
        assertThat(up.stackFile()).content().contains("status-url: \"" + status + "/server-status?auto\"");
    }

    @Test
    void whatIsKilledIsDeadUntilTheFaultIsCleared() {
        LabUp up = up(LabTopology.SPLIT);
        for (LabFault fault : LabFault.values()) {
            stack.fault(fault);

            assertThat(stack.status())
                    .filteredOn(daemon -> daemon.state() == DaemonStatus.State.DEAD)
                    .extracting(DaemonStatus::role)
                    .containsExactly(fault.role());
            assertThat(curl(up, "-f", "-o", "/dev/null", up.frontPage().toString())
                            .good())
                    .isFalse();

            stack.clearFaults();
            assertThat(curl(up, "-f", "-o", "/dev/null", up.frontPage().toString())
                            .good())
                    .isTrue();
        }
    }

    @Test
    void downLeavesNoProcess() {
        up(LabTopology.SPLIT);
        List<Long> pids = everyPid();
        assertThat(pids).hasSizeGreaterThan(8);

        stack.down();

        assertThat(pids).noneMatch(LabStackTest::lives);
        assertThat(stack.status()).isEmpty();
        assertThat(options.ports().occupied()).isEmpty();
    }

    /** An orphan that has ended stays in the process table until init notices: that is no life. */
    private static boolean lives(long pid) {
        return ProcStat.of(pid).filter(stat -> !stat.ended()).isPresent();
    }

    @Test
    void afterACrashThatLeftHalfOfItRunningItComesUpAgain() {
        up(LabTopology.SPLIT);
        List<Long> before = everyPid();
        // The masters die, the workers of nginx and PHP-FPM live on, and every pid file and socket stays.
        for (String name : DAEMONS) {
            ProcessHandle.of(process(name).pid().orElseThrow()).orElseThrow().destroyForcibly();
        }

        LabUp again = LabStack.at(PATHS, told::add).up(LabTopology.SPLIT, options);

        assertThat(again.ports()).isEqualTo(options.ports());
        assertThat(before).doesNotContainAnyElementsOf(everyPid());
        assertThat(before).noneMatch(LabStackTest::lives);
    }

    @Test
    void inTheShadowTopologyTheOriginIsNotAskedForWhatTheShadowHas() throws Exception {
        LabUp up = up(LabTopology.SHADOW);
        String base = up.frontPage().toString().replaceAll("/$", "");

        assertThat(curl(up, "-f", "--http3-only", base + STYLE + "?ver=1.0").output())
                .contains("@font-face");
        // Pictures were not copied, so the proxy asks the origin for them.
        assertThat(curl(up, "-f", "-o", "/dev/null", base + "/wp-content/uploads/2026/01/logo.png")
                        .good())
                .isTrue();
        assertThat(curl(up, "-o", "/dev/null", "-w", "%{http_code}", base + "/.headroom-sync")
                        .output())
                .isEqualTo("404");

        String origin = Files.readString(PATHS.hosts().resolve("origin1/apache/access.log"));
        assertThat(origin).doesNotContain(STYLE).contains("logo.png");
        assertThat(up.stackFile()).content().contains("shadow: " + PATHS.hosts().resolve("web1/shadow/site1"));
        assertThat(told).contains("up: shadow styles only");
    }

    @Test
    void portsThatAreTakenAreRefusedByName() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LabPorts free = LabPorts.firstFree();
            LabPorts ports = new LabPorts(
                    free.https(),
                    taken.getLocalPort(),
                    free.apache(),
                    free.apacheStatus(),
                    free.fpm(),
                    free.fpmStatus());

            assertThatThrownBy(() ->
                            stack.up(LabTopology.SPLIT, LabOptions.defaults().withPorts(ports)))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("http " + taken.getLocalPort() + "/tcp");
        }
    }

    @Test
    void theDatabasePasswordIsInNoCommandLineAndOnlyItsOwnerReadsIt() throws Exception {
        up(LabTopology.SPLIT);
        Path file = PATHS.secrets().resolve("db-password");
        String password = Files.readString(file).strip();

        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains(password));
        assertThat(told).noneMatch(line -> line.contains(password));
    }
}
