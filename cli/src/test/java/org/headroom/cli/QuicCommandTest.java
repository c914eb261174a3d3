package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.headroom.cli.demo.DemoOptions;
import org.headroom.cli.demo.DemoScenario;
import org.headroom.cli.demo.DemoStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class QuicCommandTest {
    @TempDir
    private Path directory;

    @Test
    void aSiteThatBrowsersReachOverH3IsGood() throws Exception {
        try (var stack = DemoStack.start(DemoScenario.scenario(), DemoOptions.defaults())) {
            CliRun run = new CliRun(directory);

            int code = quic(run, stack, "--cacert", stack.caFile().toString());

            assertThat(code).as(run.all()).isZero();
            assertThat(run.out().lines())
                    .anyMatch(line -> line.matches("  h3 +works +5 of 5 handshakes.*"))
                    .anyMatch(line -> line.matches("  certificate +works .*demo.headroom.test.*"))
                    .anyMatch(line -> line.matches("  answer +works .*"))
                    .anyMatch(line -> line.matches("  alt-svc +works .*24h"))
                    .anyMatch(line -> line.matches("  versions +works .*v1.*"))
                    .anyMatch(line -> line.equals("Answer: browsers get everything over h3"));
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void aCertificateThatBrowsersRefuseIsANoAndTheRestIsToldAllTheSame() throws Exception {
        try (var stack = DemoStack.start(DemoScenario.scenario(), DemoOptions.defaults())) {
            CliRun run = new CliRun(directory);

            int code = quic(run, stack, "--name", "other.headroom.test");

            assertThat(code).as(run.all()).isEqualTo(ExitCode.ANSWER_IS_NO);
            assertThat(run.out().lines())
                    .anyMatch(line -> line.matches("  certificate +does not +.*issuer is not trusted.*"))
                    .anyMatch(line ->
                            line.matches("  certificate +does not +it is for .*, not for other.headroom.test.*"))
                    .anyMatch(line -> line.matches("  h3 +works .*"));
            assertThat(run.out().lines().reduce((_, last) -> last).orElseThrow())
                    .startsWith("Answer: what browsers need does not work: demo.headroom.test at ")
                    .contains("certificate");
        }
    }

    @Test
    void jsonIsOneObjectWithEveryFinding() throws Exception {
        try (var stack = DemoStack.start(DemoScenario.scenario(), DemoOptions.defaults())) {
            CliRun run = new CliRun(directory);

            int code = quic(run, stack, "--insecure", "--format", "json");

            assertThat(code).as(run.all()).isZero();
            JsonNode tree = JsonMapper.shared().readTree(run.out());
            assertThat(tree.path("schema").intValue()).isEqualTo(1);
            assertThat(tree.path("exitCode").intValue()).isZero();
            JsonNode host = tree.path("hosts").path(0);
            assertThat(host.path("host").stringValue()).isEqualTo("demo.headroom.test");
            assertThat(host.path("port").intValue()).isEqualTo(stack.port());
            assertThat(host.path("findings")
                            .valueStream()
                            .map(finding -> finding.path("probe").stringValue()))
                    .containsExactly(
                            "h3",
                            "certificate",
                            "answer",
                            "alt-svc",
                            "versions",
                            "retry",
                            "resumption",
                            "0-rtt",
                            "migration");
            JsonNode h3 = host.path("findings").path(0);
            assertThat(h3.path("verdict").stringValue()).isEqualTo("works");
            assertThat(h3.path("needed").booleanValue()).isTrue();
            assertThat(h3.path("milliseconds").doubleValue()).isPositive();
            assertThat(host.path("findings").path(1).path("verdict").stringValue())
                    .isEqualTo("not-told");
        }
    }

    private static int quic(CliRun run, DemoStack stack, String... more) {
        String host = "demo.headroom.test:" + stack.port();
        String[] all = new String[4 + more.length];
        all[0] = "quic";
        all[1] = host;
        all[2] = "--resolve";
        all[3] = host + ":" + stack.address().getAddress().getHostAddress();
        System.arraycopy(more, 0, all, 4, more.length);
        return run.run(all);
    }

    @Test
    void whereNothingAnswersItCouldNotRun() throws Exception {
        int port;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                DatagramSocket _ = new DatagramSocket(tcp.getLocalPort(), loopback)) {
            port = tcp.getLocalPort();
        }
        CliRun run = new CliRun(directory);

        int code = run.run("quic", "site.test:" + port, "--resolve", "site.test:" + port + ":127.0.0.1");

        assertThat(code).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(run.out()).contains("UDP port " + port + " is closed").contains("Answer: nothing answers there");
    }

    @Test
    void aNameWithoutAddressCouldNotRun() {
        CliRun run = new CliRun(directory);

        assertThat(run.run("quic", "no-such-host.invalid")).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(run.err()).contains("no-such-host.invalid").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://site.test",
                "https://site.test/path",
                "site.test:0",
                "site.test:x",
                "user:secret@site.test",
                "site.test --name shop.test:443",
                "site.test --name site.test",
                "site.test --name shop.test --name shop.test",
                "site.test --path wp",
                "site.test --timeout 0s",
                "site.test --timeout soon",
                "site.test --timeout 1h",
                "site.test --format xml",
                "site.test --resolve nonsense",
                "site.test --cacert missing.pem",
                "site.test more"
            })
    void wrongUsageIsOneLineAndSendsNothing(String arguments) {
        CliRun run = new CliRun(directory);

        int code = run.run(("quic " + arguments).strip().split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).startsWith("headroom: ");
        assertThat(run.out()).isEmpty();
    }
}
