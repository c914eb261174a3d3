package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    private Path directory;

    @Test
    void theDemoDoesTheWholeJob() throws IOException {
        CliRun run = new CliRun(directory);

        int code = run.run("demo", "--seconds", "9", "--rate", "5", "--out", "demo");

        assertThat(code).as(run.all()).isZero();
        Path out = directory.resolve("demo");
        RunResult result = new RunDirectory(out).read();
        assertThat(result.info().embeddedDemo()).isTrue();
        assertThat(result.info().interrupted()).isFalse();
        assertThat(result.summary().protocols())
                .extracting(ProtocolSummary::protocol)
                .containsExactly("h1", "h2", "h3");
        assertThat(result.summary().protocols()).allSatisfy(protocol -> {
            assertThat(protocol.pages().count())
                    .isEqualTo(protocol.pages().offered())
                    .isPositive();
            assertThat(protocol.pages().failed()).isZero();
            assertThat(protocol.requests().sizeDiffers()).isZero();
            assertThat(protocol.requests().failures()).isEmpty();
            assertThat(protocol.views()).containsOnlyKeys("first");
            assertThat(protocol.timings()).containsKeys("blocked", "connect", "wait", "content");
        });
        assertThat(out.resolve("scenario.yaml")).content().contains("pages:");
        assertThat(out.resolve("probes.jsonl")).content().contains("\"apache\"", "\"fpm\"", "\"generator\"");
        assertThat(out.resolve("tuning/tuning.json")).exists();
        assertThat(out.resolve("tuning/etc/apache2/mods-available/mpm_event.conf"))
                .exists();
        assertThat(Files.readString(out.resolve("report.html"))).contains("embedded demo");
        assertThat(run.out())
                .contains("EMBEDDED", "h1 (", "h2 (", "h3 (", "requests, p50/p95", "Verdict:", "report.html");
    }

    @Test
    void ctrlCKeepsThePartialResultsAndSaysSo() throws Exception {
        CliRun run = new CliRun(directory);
        Thread user = Thread.ofPlatform().start(() -> {
            Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(60))
                    .until(() -> run.out().contains("load     h1"));
            run.interrupt();
        });

        int code = run.run("demo", "--seconds", "600", "--out", "demo");
        user.join();

        assertThat(code).as(run.all()).isEqualTo(ExitCode.COULD_NOT_RUN);
        RunResult result = new RunDirectory(directory.resolve("demo")).read();
        assertThat(result.info().interrupted()).isTrue();
        assertThat(result.summary().verdict()).isEqualTo(RunVerdict.INTERRUPTED);
        assertThat(directory.resolve("demo/report.html")).exists();
        assertThat(run.out()).contains("interrupted");
    }
}
