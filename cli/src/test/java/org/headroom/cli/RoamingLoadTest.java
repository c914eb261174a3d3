package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.headroom.cli.demo.DemoOptions;
import org.headroom.cli.demo.DemoScenario;
import org.headroom.cli.demo.DemoStack;
import org.headroom.scenarios.yaml.ScenarioFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** `load --roam`, from the command line to summary.json, over every protocol of the embedded stack. */
@Timeout(240)
class RoamingLoadTest {
    @TempDir
    private Path directory;

    @Test
    void everyFifthVisitorRoamsAndTheRecoveryIsReportedByProtocol() throws Exception {
        CliRun run = new CliRun(directory);

        load(run, "--roam", "20%", "--protocol", "all");

        JsonNode summary = JsonMapper.shared().readTree(Files.readString(directory.resolve("run/summary.json")));
        assertThat(summary.path("protocols")
                        .valueStream()
                        .map(one -> one.path("protocol").stringValue()))
                .containsExactly("h1", "h2", "h3");
        assertThat(summary.path("protocols").valueStream()).allSatisfy(protocol -> {
            JsonNode roaming = protocol.path("roaming");
            long visitors = roaming.path("visitors").longValue();
            long recovered = roaming.path("recovered").longValue();
            assertThat(visitors)
                    .as(protocol.toString())
                    .isBetween(1L, protocol.path("pages").path("offered").longValue() / 5 + 1);
            assertThat(recovered).as(protocol.toString()).isBetween(1L, visitors);
            assertThat(recovered + roaming.path("lost").longValue()).isLessThanOrEqualTo(visitors);
            assertThat(roaming.path("recovery").path("p50").doubleValue()).isPositive();
        });
        assertThat(summary.path("protocols").path(2).path("transport").stringValue())
                .isEqualTo("netty+kwik");
        assertThat(run.out().lines().filter(line -> line.contains(" roaming: ")))
                .hasSize(3);
        assertThat(Files.readString(directory.resolve("run/run.json"))).contains("\"roam\"");
    }

    @Test
    void withoutTheOptionNobodyRoams() throws Exception {
        CliRun run = new CliRun(directory);

        load(run, "--protocol", "h2");

        assertThat(Files.readString(directory.resolve("run/summary.json"))).doesNotContain("\"recovered\"");
        assertThat(run.out()).doesNotContain("roaming:");
    }

    private void load(CliRun run, String... more) throws Exception {
        Files.writeString(
                directory.resolve("site.yaml"), ScenarioFile.format(DemoScenario.scenario(), List.of("for a test")));
        try (var stack = DemoStack.start(DemoScenario.scenario(), DemoOptions.defaults())) {
            String host = "demo.headroom.test:" + stack.port();
            String[] common = {
                "load",
                "site.yaml",
                "--target",
                "https://" + host,
                "--resolve",
                host + ":" + stack.address().getAddress().getHostAddress(),
                "--cacert",
                stack.caFile().toString(),
                "--rate",
                "5/s",
                "--duration",
                "5s",
                "--ramp",
                "0s",
                "--warm-up",
                "0s",
                "--out",
                "run"
            };
            String[] all = java.util.Arrays.copyOf(common, common.length + more.length);
            System.arraycopy(more, 0, all, common.length, more.length);
            run.run(all);
            assertThat(directory.resolve("run/summary.json")).as(run.all()).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0%", "20", "101%", "-5%", "many%"})
    void aShareThatIsNoneIsWrongUsage(String share) {
        CliRun run = new CliRun(directory);

        assertThat(run.run("load", "wordpress-front", "--target", "https://localhost:1", "--roam", share))
                .isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("--roam").contains(share);
    }
}
