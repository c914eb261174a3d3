package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
    @TempDir
    private Path directory;

    private static String[] load(String... more) {
        String[] common = {"load", "wordpress-front", "--target", "http://127.0.0.1:1", "--out", "run"};
        String[] all = java.util.Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return all;
    }

    @Test
    void ctrlCInTheWarmUpEndsTheRunAndSaysSo() throws Exception {
        CliRun run = new CliRun(directory);
        Thread user = Thread.ofPlatform().start(() -> {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> run.out().contains("warm-up  h1"));
            run.interrupt();
        });

        int code = run.run(load("--warm-up", "10m"));
        user.join();

        assertThat(code).as(run.all()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(run.out()).contains("interrupted");
        RunResult result = result();
        assertThat(result.summary().verdict()).isEqualTo(RunVerdict.INTERRUPTED);
        assertThat(result.summary().protocols()).isEmpty();
        assertThat(directory.resolve("run/report.html")).exists();
    }

    @Test
    void withoutAWarmUpThereIsNone() throws Exception {
        CliRun run = new CliRun(directory);

        int code = run.run(load("--warm-up", "0", "--rate", "2/s", "--ramp", "0s", "--duration", "2s"));

        assertThat(code).as(run.all()).isEqualTo(ExitCode.ANSWER_IS_NO);
        assertThat(result().summary().protocols())
                .hasSize(1)
                .allSatisfy(protocol -> assertThat(protocol.warmUp()).isNull());
        assertThat(run.out()).doesNotContain("arm-up, in no").contains(", 2 s in all");
    }

    private RunResult result() throws IOException {
        return new RunDirectory(directory.resolve("run")).read();
    }
}
