package org.headroom.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabStack;
import org.headroom.lab.LabUp;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.lab.process.Command;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults where Apache does the work of the proxy, too. */
@Tag("lab")
@Timeout(120)
final class SingleHostFaultsTest {
    private static final LabPaths PATHS = LabPaths.standard().beside(new LabNet("fx", 33));

    @TempDir
    private Path out;

    @Test
    void anExpiredCertificateAndSlowPhpAreSeenAndCleared() {
        try (LabStack stack = LabStack.at(PATHS, _ -> {})) {
            LabUp up = stack.up(LabTopology.SINGLE_H1, LabOptions.defaults().withStackFile(out.resolve("stack.yaml")));
            stack.fault(FaultName.CERT_EXPIRED, Optional.empty());
            Faults.Active slow = stack.fault(FaultName.FPM_SLOW, Optional.empty());

            assertThat(ask(up)).contains("expired");
            assertThat(slow.evidence()).startsWith("200 after ");

            assertThat(stack.clearFaults()).hasSize(2);
            assertThat(ask(up)).endsWith("200");
        } finally {
            Command.of("rm", "-rf", "--one-file-system", PATHS.run().toString()).require("");
        }
    }

    private static String ask(LabUp up) {
        String host = up.frontPage().getHost();
        return Command.of(List.of(
                        "curl",
                        "-sS",
                        "--noproxy",
                        "*",
                        "--cacert",
                        up.caFile().toString(),
                        "--resolve",
                        host + ":443:" + up.address(),
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        up.frontPage().toString()))
                .run()
                .output();
    }
}
