package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user in a hurry gets wrong: one clear line, exit code 2, nothing written. */
class UsageTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "verify",
                "capture",
                "quic",
                "load",
                "injector",
                "tune",
                "report",
                "sync",
                "lab",
                "lab install",
                "lab up",
                "lab down",
                "lab status",
                "lab fault",
                "lab run",
                "lab line",
                "lab templates"
            })
    void everyCommandHasHelpWithExamples(String command) {
        CliRun run = new CliRun(directory);

        String printed = HelpText.of(command);

        assertThat(run.run((command + " --help").split(" ", -1))).isZero();
        assertThat(printed).contains("Usage: headroom " + command).contains("xample");
    }

    @Test
    void withoutACommandTheHelpIsShownAndTheCodeSaysWrongUsage() {
        CliRun run = new CliRun(directory);

        assertThat(run.run()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("demo").contains("load");
    }

    @Test
    void aHostThatNobodyAllowedIsRefusedBeforeAnythingIsWritten() throws IOException {
        assertThat(refusal("https://www.example.org", "--resolve", "www.example.org:443:192.0.2.7"))
                .contains("no load was sent")
                .contains("--allow www.example.org");
    }

    @Test
    void aMalformedScenarioShowsAllItsErrorsWithFileLineAndKey() throws IOException {
        Files.writeString(directory.resolve("bad.yaml"), """
                schema: 1
                name: bad
                hosts: { site: www.example.org }
                pages:
                  front:
                    path: no-slash
                    colour: red
                    resources:
                      - { id: style, kind: cs, path: /style.css }
                      - { id: font, kind: font, path: /f.woff2, initiator: nobody }
                visits:
                  - { name: reader, share: -1, pages: [back] }
                """);
        CliRun run = new CliRun(directory);

        int code = run.run("load", "bad.yaml", "--target", "https://localhost:1");

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err().lines())
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(line -> assertThat(line).matches(".*bad\\.yaml:\\d+: .+"));
        assertThat(run.err()).contains("colour", "begins with '/'", "kind", "nobody", "share", "back");
        assertThat(entries()).containsExactly("bad.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--slo page.p95",
                "--slo page[nowhere].p95<1s",
                "--rate fast",
                "--rate 0/s",
                "--rate 1/s --visitors 3",
                "--protocol h4",
                "--duration soon",
                "--resolve nonsense",
                "--cacert missing.pem",
                "--insecure --cacert missing.pem",
                "--slo errors<0%",
                "--slo request[imgae].p99<1s",
                "--protocol h1,h1",
                "--request-timeout 0s",
                "--page-timeout 0s",
                "--rate 999999999/s",
                "--returning 30",
                "--returning 130%",
                "--http-port 0",
                "--cacert junk.pem",
                "--arrivals hodl",
                "--arrivals profile",
                "--max-open 0",
                "--warm-up soon",
                "--spacing odd",
                "--spacing poisson --visitors 3",
                "--listen nowhere",
                "--injectors 127.0.0.1",
                "--key-file key",
                "--injectors not/a/host --key-file key",
                "--nonsense"
            })
    void aWrongOptionIsNamedInOneLineAndNothingIsWritten(String options) throws IOException {
        Files.writeString(directory.resolve("junk.pem"), "no certificate");
        CliRun run = new CliRun(directory);

        int code = load(run, "https://localhost:1", options.split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains(options.split(" ", -1)[0]).doesNotContain("unexpected", "at org.headroom");
        assertThat(entries()).containsExactly("junk.pem");
    }

    @Test
    void everyProblemOfThePhasesIsALineWithItsPosition() throws IOException {
        assertThat(refusal("https://localhost:1", "--arrivals", "ramp 0..fity/s 30s, hodl 50/s 5m")
                        .lines())
                .filteredOn(line -> line.startsWith("headroom: --arrivals character "))
                .hasSize(2);
    }

    @Test
    void phasesAndTheirOwnTimesExcludeTheOtherOptions() throws IOException {
        assertThat(refusal("https://localhost:1", "--arrivals", "hold 5/s 10s", "--duration", "60s", "--rate", "5/s"))
                .contains("leave out --rate, --duration");
    }

    @Test
    void phasesHaveResultsOfTheirOwn() throws IOException {
        CliRun run = new CliRun(directory);

        int code = load(
                run,
                "http://127.0.0.1:1",
                "--arrivals",
                "hold 4/s 1s, rush: spike 10/s 1s",
                "--warm-up",
                "0",
                "--out",
                "run");

        assertThat(code).as(run.all()).isEqualTo(ExitCode.ANSWER_IS_NO);
        assertThat(run.out()).containsPattern("hold +h1 +0-1 +4 +4 +4").containsPattern("rush +h1 +1-2 +10 +10 +10");
        assertThat(directory.resolve("run/summary.json"))
                .content()
                .contains("\"phases\"", "\"rush\"", "\"generator\"", "\"startDelay\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/", "example.org", "https://user:secret@localhost/", "https://"})
    void captureTakesWebAddressesOnlyAndRepeatsNoSecret(String url) {
        CliRun run = new CliRun(directory);

        assertThat(run.run("capture", url, "--out", "site.yaml")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("https://").doesNotContain("secret");
    }

    @Test
    void aGoalAboutOnePagesErrorsLeavesTheGoalAboutAllErrorsInForce() throws IOException {
        CliRun run = new CliRun(directory);

        int code = load(
                run,
                "http://127.0.0.1:1",
                "--rate",
                "2/s",
                "--ramp",
                "0s",
                "--duration",
                "1s",
                "--warm-up",
                "1s",
                "--slo",
                "errors[front]<50%",
                "--out",
                "run");

        assertThat(code).as(run.all()).isEqualTo(ExitCode.ANSWER_IS_NO);
        assertThat(run.out()).contains("errors<1%", "connect-refused", "Warm-up, in no figure above: h1 ");
        assertThat(directory.resolve("run/report.html")).exists();
    }

    @Test
    void plainHttpSpeaksH1Only() {
        CliRun run = new CliRun(directory);

        int code = load(run, "http://localhost:1", "--protocol", "h2");

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("h1 only");
    }

    @Test
    void resultsNeverOverwriteAnything() throws IOException {
        Files.createDirectory(directory.resolve("old"));
        Files.writeString(directory.resolve("old/summary.json"), "precious");
        CliRun run = new CliRun(directory);

        int code = load(run, "https://localhost:1", "--out", "old");

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("not empty");
        assertThat(directory.resolve("old/summary.json")).hasContent("precious");
    }

    @Test
    void aReportOfWhatIsNoRunSaysSo() throws IOException {
        Files.createDirectory(directory.resolve("empty"));
        CliRun run = new CliRun(directory);

        assertThat(run.run("report", "empty")).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(run.err()).contains("is not a finished run").contains("run.json");
    }

    /** Loads a shipped scenario. */
    private static int load(CliRun run, String target, String... options) {
        List<String> arguments = new ArrayList<>(List.of("load", "wordpress-front", "--target", target));
        arguments.addAll(List.of(options));
        return run.run(arguments.toArray(String[]::new));
    }

    /** What is said to who asked for something wrong, and who finds nothing written. */
    private String refusal(String target, String... options) throws IOException {
        CliRun run = new CliRun(directory);
        assertThat(load(run, target, options)).as(run.all()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(entries()).isEmpty();
        return run.err();
    }

    private List<String> entries() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
