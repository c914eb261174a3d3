package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabStack;
import org.headroom.lab.LabUp;
import org.headroom.lab.fault.FaultName;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.loadgen.result.Summary;
import org.headroom.probes.reading.ProbeLog;
import org.headroom.probes.reading.Reading;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.yaml.ScenarioFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole job against real daemons: nginx with HTTP/3 in front of WordPress on Apache, PHP-FPM and MariaDB. */
@Tag("lab")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealWordPressTest {
    private static final Map<String, String> NGINX_PROTOCOLS =
            Map.of("h1", "HTTP/1.1", "h2", "HTTP/2.0", "h3", "HTTP/3.0");

    /** A page of some 40 requests: what two cores serve and load at the same time. */
    private static final String PAGE = "/p25/";

    private static final Pattern STATIC =
            Pattern.compile("\"uri\":\"[^\"?]*\\.(css|js|png|jpe?g|svg|woff2|gif|ico)[\"?]");

    private static final Pattern UNDER_WAY = Pattern.compile("load +h1 .* done [1-9]");

    @TempDir
    private static Path directory;

    // Beside whatever lab is up on this machine.
    private static LabStack stack = LabStack.at(LabPaths.standard().beside(new LabNet("rw", 41)), _ -> {});
    private static LabUp up;

    @BeforeAll
    static void start() {
        up = stack.up(LabTopology.SPLIT, LabOptions.defaults().withStackFile(directory.resolve("stack.yaml")));
    }

    @AfterAll
    static void stop() {
        stack.down();
    }

    @Test
    @Order(1)
    void captureFindsTheFrontPagesInclusionTree() throws Exception {
        CliRun run = new CliRun(directory);

        int code = run.run(
                "capture",
                up.frontPage().resolve(PAGE).toString(),
                "--cacert",
                up.caFile().toString(),
                "--resolve",
                resolution(),
                "--out",
                "front.yaml");

        assertThat(code).as(run.all()).isZero();
        Page front = ScenarioFile.read(directory.resolve("front.yaml")).pages().getFirst();
        assertThat(front.requestCount()).isGreaterThan(20);
        assertThat(front.resources())
                .extracting(Resource::kind)
                .contains(ResourceKind.CSS, ResourceKind.JS, ResourceKind.IMAGE, ResourceKind.FONT);
        assertThat(front.resources())
                .allSatisfy(resource -> assertThat(resource.expectedStatus())
                        .as(resource.path())
                        .isEqualTo(200));
    }

    @Test
    @Order(2)
    void allThreeProtocolsReplayWithoutAFailureAndNginxCountsTheSameRequests() throws Exception {
        long before = accessLines();
        CliRun run = new CliRun(directory);

        int code = run.run(
                "load",
                "--warm-up",
                "0",
                "front.yaml",
                "--target",
                target(),
                "--stack",
                "stack.yaml",
                "--protocol",
                "all",
                "--rate",
                "3/s",
                "--ramp",
                "1s",
                "--duration",
                "7s",
                "--slo",
                "page.p95<30s",
                "--out",
                "run");

        assertThat(code).as(run.all()).isZero();
        RunResult result = new RunDirectory(directory.resolve("run")).read();
        assertThat(result.summary().verdict()).isEqualTo(RunVerdict.PASS);
        int perPage = ScenarioFile.read(directory.resolve("front.yaml"))
                .pages()
                .getFirst()
                .requestCount();
        for (ProtocolSummary protocol : result.summary().protocols()) {
            assertThat(protocol.pages().failed()).as(protocol.protocol()).isZero();
            assertThat(protocol.requests().failures()).as(protocol.protocol()).isEmpty();
            assertThat(protocol.pages().count())
                    .isEqualTo(protocol.pages().offered())
                    .isGreaterThan(15);
            assertThat(protocol.requests().count()).isEqualTo(protocol.pages().count() * perPage);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(loggedRequests(before, protocol.protocol()))
                            .as("requests in nginx' access log over " + protocol.protocol())
                            .isEqualTo(protocol.requests().count()));
        }
        assertThat(result.summary().protocols())
                .extracting(ProtocolSummary::protocol)
                .containsExactly("h1", "h2", "h3");
    }

    @Test
    @Order(3)
    void theProbesReadApacheAndPhpFpmMeanwhileAndTheTunerAndTheReportFollow() throws Exception {
        Path run = directory.resolve("run");
        List<Reading> readings = ProbeLog.read(run.resolve("probes.jsonl"));

        for (String probe : List.of("apache", "fpm")) {
            double answered = readings.stream()
                    .filter(reading ->
                            reading.probe().equals(probe) && reading.name().equals("up"))
                    .mapToDouble(Reading::value)
                    .average()
                    .orElse(0);
            // Generator, probes and stack share two cores here: a late answer now and then is true.
            assertThat(answered).as("share of answered samples of " + probe).isGreaterThan(0.7);
        }
        assertThat(readings).extracting(Reading::probe).contains("apache", "fpm", "generator");
        double php = readings.stream()
                .filter(reading ->
                        reading.probe().equals("fpm") && reading.name().equals("requests_per_second"))
                .mapToDouble(Reading::value)
                .max()
                .orElse(0);
        assertThat(php)
                .as("PHP requests a second while 3 pages a second were due")
                .isGreaterThan(1);
        assertThat(run.resolve("tuning/tuning.json")).content().contains("PSS of process");
        assertThat(run.resolve("tuning/etc/apache2/mods-available/mpm_event.conf"))
                .exists();
        assertThat(run.resolve("report.html")).content().contains("<svg").doesNotContain("<script src");
    }

    @Test
    @Order(4)
    void aServerKilledInMidRunGivesFailuresByKindAndAReadableRun() throws Exception {
        CliRun run = new CliRun(directory);
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run.run(
                "load",
                "front.yaml",
                "--target",
                target(),
                "--stack",
                "stack.yaml",
                "--protocol",
                "h1,h2,h3",
                "--rate",
                "3/s",
                "--ramp",
                "0s",
                "--duration",
                "10s",
                "--request-timeout",
                "4s",
                "--page-timeout",
                "6s",
                "--out",
                "killed"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> code.isDone() || UNDER_WAY.matcher(run.out()).find());

        stack.fault(FaultName.NGINX_KILL, Optional.empty());
        int ended = code.get(120, TimeUnit.SECONDS);
        stack.clearFaults();

        assertThat(ended).as(run.all()).isEqualTo(ExitCode.ANSWER_IS_NO);
        Summary summary = new RunDirectory(directory.resolve("killed")).read().summary();
        assertThat(summary.verdict()).isEqualTo(RunVerdict.FAIL);
        assertThat(summary.protocols()).hasSize(3);
        ProtocolSummary h1 = summary.protocols().getFirst();
        assertThat(h1.pages().failed()).isBetween(1L, h1.pages().count() - 1);
        assertThat(h1.requests().failures()).containsKey("connect-refused");
        assertThat(summary.protocols().get(1).requests().failures()).containsOnlyKeys("connect-refused");
        assertThat(summary.protocols().get(2).requests().failures())
                .as("a closed UDP port is refused by ICMP or not answered")
                .isNotEmpty()
                .allSatisfy((kind, _) -> assertThat(kind).startsWith("connect-"));
        assertThat(summary.protocols())
                .allSatisfy(protocol -> assertThat(
                                protocol.pages().count() + protocol.pages().unfinished())
                        .isEqualTo(protocol.pages().offered()));
        assertThat(run.out()).contains("failed requests:");
        assertThat(directory.resolve("killed/report.html")).exists();
    }

    @Test
    @Order(5)
    void ctrlCOfTheRealProcessKeepsWhatThereIsAndEndsWithThree() throws Exception {
        Path log = directory.resolve("interrupted.log");
        Process headroom = new ProcessBuilder(
                        // Whoever runs the tests in the background ignores SIGINT, and its children inherit that.
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.headroom.cli.Headroom",
                        "load",
                        "front.yaml",
                        "--target",
                        target(),
                        "--stack",
                        "stack.yaml",
                        "--protocol",
                        "h2",
                        "--rate",
                        "2/s",
                        "--duration",
                        "10m",
                        "--out",
                        "interrupted")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(log) && Files.readString(log).contains("load     h2"));
            new ProcessBuilder("kill", "-INT", Long.toString(headroom.pid()))
                    .start()
                    .waitFor();

            assertThat(headroom.waitFor(40, TimeUnit.SECONDS))
                    .as("ends after Ctrl-C")
                    .isTrue();
        } finally {
            headroom.destroyForcibly();
        }
        assertThat(headroom.exitValue()).as(Files.readString(log)).isEqualTo(ExitCode.COULD_NOT_RUN);
        RunResult result = new RunDirectory(directory.resolve("interrupted")).read();
        assertThat(result.summary().verdict()).isEqualTo(RunVerdict.INTERRUPTED);
        assertThat(result.info().interrupted()).isTrue();
        assertThat(directory.resolve("interrupted/report.html")).exists();
    }

    @Test
    @Order(6)
    void withTheShadowTheSameScenarioLoadsAndOnlyTheDocumentReachesApache() throws Exception {
        up = stack.up(
                LabTopology.SHADOW,
                LabOptions.defaults()
                        .withStackFile(directory.resolve("stack.yaml"))
                        .withEngine(LabEngine.ofThisProgram()));
        long before = accessLines();
        CliRun run = new CliRun(directory);

        int code = run.run(
                "load",
                "--warm-up",
                "0",
                "front.yaml",
                "--target",
                target(),
                "--stack",
                "stack.yaml",
                "--protocol",
                "h2",
                "--rate",
                "3/s",
                "--ramp",
                "0s",
                "--duration",
                "5s",
                "--out",
                "shadow");

        assertThat(code).as(run.all()).isZero();
        List<String> mine = ownLines(before);
        List<String> upstream = mine.stream()
                .filter(line -> !line.contains("\"upstream\":\"\""))
                .toList();
        long pages = new RunDirectory(directory.resolve("shadow"))
                .read()
                .summary()
                .protocols()
                .getFirst()
                .pages()
                .count();
        assertThat(upstream)
                .as("requests that nginx passed on, of " + mine.size())
                .filteredOn(line -> line.contains("\"uri\":\"" + PAGE + "\""))
                .hasSize((int) pages);
        assertThat(upstream).noneMatch(line -> STATIC.matcher(line).find());
        assertThat(mine).filteredOn(line -> STATIC.matcher(line).find()).hasSizeGreaterThan(20 * (int) pages);
    }

    private static String target() {
        return "https://" + up.frontPage().getHost();
    }

    private static String resolution() {
        return up.frontPage().getHost() + ":443:" + up.address();
    }

    private static long accessLines() throws IOException {
        try (var lines = Files.lines(up.accessLog())) {
            return lines.count();
        }
    }

    private static List<String> ownLines(long skip) throws IOException {
        try (var lines = Files.lines(up.accessLog())) {
            return lines.skip(skip).filter(line -> line.contains("Headroom/")).toList();
        }
    }

    private static long loggedRequests(long skip, String protocol) throws IOException {
        String mark = "\"protocol\":\"" + NGINX_PROTOCOLS.get(protocol) + "\"";
        return ownLines(skip).stream().filter(line -> line.contains(mark)).count();
    }
}
