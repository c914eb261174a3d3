package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.headroom.loadgen.result.InjectorResult;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.RunVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three machines load a fourth: JVMs of their own in network namespaces, joined by a switch. */
@Tag("lab")
class DistributedLoadTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RATE = 20;
    private static final int SECONDS = 20;

    @TempDir
    private Path directory;

    private FourMachines machines;

    @BeforeEach
    void startInjectorsAndServer() throws IOException {
        machines = new FourMachines(directory);
        Path site = Files.createDirectory(directory.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<!DOCTYPE html><title>hello</title>");
        Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(directory.resolve("site.yaml"), """
                schema: 1
                name: one-page
                hosts:
                  site: www.example.org
                pages:
                  front:
                    path: /
                visits:
                  - { name: reader, share: 1, pages: [front] }
                """);
        machines.startServer(site);
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        machines.close();
    }

    @Test
    void bothInjectorsStartTogetherAndSendExactlyTheArrivals() throws Exception {
        startInjector(FourMachines.FIRST);
        startInjector(FourMachines.SECOND);
        Process load = startLoad("h1", "0s");

        assertThat(exitCode(load)).as(machines.said(FourMachines.COORDINATOR)).isZero();
        RunResult result = result();
        assertThat(result.summary().verdict()).isEqualTo(RunVerdict.PASS);
        assertThat(result.info().injectors()).containsExactly("10.79.0.2:5701", "10.79.0.3:5701");
        assertThat(result.summary().protocols().getFirst().pages().count()).isEqualTo(RATE * SECONDS);
        assertThat(result.summary().injectors())
                .allSatisfy(one -> assertThat(one.done()).isEqualTo(RATE * SECONDS / 2));
        List<String> requests = requests();
        assertThat(requests).hasSize(RATE * SECONDS);
        Set<String> earliest = new TreeSet<>();
        requests.subList(0, 8).forEach(line -> earliest.add(line.substring(0, line.indexOf(' '))));
        assertThat(earliest)
                .as("who was heard first by the server")
                .containsExactly(FourMachines.address(FourMachines.FIRST), FourMachines.address(FourMachines.SECOND));
    }

    @Test
    void afterTheUsualWarmUpBothInjectorsSendExactlyTheArrivals() throws Exception {
        startInjector(FourMachines.FIRST);
        startInjector(FourMachines.SECOND);
        Process load = startLoad("h1", "3s");

        assertThat(exitCode(load)).as(machines.said(FourMachines.COORDINATOR)).isZero();
        RunResult result = result();
        assertThat(result.summary().verdict()).isEqualTo(RunVerdict.PASS);
        assertThat(result.summary().protocols().getFirst().warmUp()).isNotNull();
        assertThat(result.summary().protocols().getFirst().pages().count()).isEqualTo(RATE * SECONDS);
        assertThat(result.summary().injectors())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.done()).isEqualTo(RATE * SECONDS / 2));
    }

    @Test
    void aKilledInjectorIsLostItsShareReportedAndTheExitCodeSaysSo() throws Exception {
        startInjector(FourMachines.FIRST);
        Process victim = startInjector(FourMachines.SECOND);
        Process load = startLoad("h1", "0s");
        await().atMost(PATIENCE).until(() -> requests().size() > RATE * 5);
        victim.destroyForcibly();

        assertLostSecond(load);
    }

    @Test
    void anInjectorThatIsCutOffIsLostAndStopsItself() throws Exception {
        startInjector(FourMachines.FIRST);
        startInjector(FourMachines.SECOND);
        Process load = startLoad("h1", "0s");
        await().atMost(PATIENCE).until(() -> requests().size() > RATE * 5);
        machines.cutOff(FourMachines.SECOND);

        assertLostSecond(load);
        await().atMost(PATIENCE).until(() -> machines.said(FourMachines.SECOND).contains("the coordinator is gone"));
    }

    private void assertLostSecond(Process load) throws Exception {
        assertThat(exitCode(load)).as(machines.said(FourMachines.COORDINATOR)).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(machines.said(FourMachines.COORDINATOR))
                .contains("incomplete: an injector was lost")
                .contains("Lost:    injector 10.79.0.3:5701 from second");
        RunResult result = result();
        assertThat(result.summary().verdict()).isEqualTo(RunVerdict.INTERRUPTED);
        InjectorResult kept = result.summary().injectors().getFirst();
        InjectorResult lost = result.summary().injectors().getLast();
        assertThat(kept.state()).isEqualTo("done");
        assertThat(kept.done()).as("the others go on").isEqualTo(RATE * SECONDS / 2);
        assertThat(lost.state()).isEqualTo("lost");
        InjectorResult.Lost share = Objects.requireNonNull(lost.lost());
        assertThat(share.arrivals()).isBetween(1L, (long) RATE * SECONDS / 2);
        assertThat(share.shareOfRun()).isCloseTo(share.arrivals() / (double) (RATE * SECONDS), within(1e-9));
    }

    private Process startInjector(String machine) throws IOException {
        Process injector = machines.startHeadroom(
                machine,
                "injector",
                "--listen",
                FourMachines.address(machine),
                "--key-file",
                directory.resolve("key").toString(),
                "--allow",
                FourMachines.address(FourMachines.SERVER));
        await().atMost(PATIENCE).until(() -> machines.said(machine).contains("Headroom injector ready at"));
        return injector;
    }

    private Process startLoad(String protocol, String warmUp) throws IOException {
        return machines.startHeadroom(
                FourMachines.COORDINATOR,
                "load",
                directory.resolve("site.yaml").toString(),
                "--target",
                "http://" + FourMachines.address(FourMachines.SERVER),
                "--allow",
                FourMachines.address(FourMachines.SERVER),
                "--protocol",
                protocol,
                "--rate",
                RATE + "/s",
                "--duration",
                SECONDS + "s",
                "--ramp",
                "0s",
                "--warm-up",
                warmUp,
                "--slo",
                "page.p95<60s",
                "--injectors",
                FourMachines.address(FourMachines.FIRST) + "," + FourMachines.address(FourMachines.SECOND),
                "--key-file",
                directory.resolve("key").toString(),
                "--out",
                directory.resolve("run").toString());
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private RunResult result() throws IOException {
        return new RunDirectory(directory.resolve("run")).read();
    }

    /** One line of the server's log a request, the client's address first. */
    private List<String> requests() throws IOException {
        return machines.said(FourMachines.SERVER)
                .lines()
                .filter(line -> line.contains("\"GET / "))
                .toList();
    }
}
