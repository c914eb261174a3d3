package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.probes.check.StateFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against an origin that is a fake: its status page says what the test wants. */
class CheckCommandTest {
    private static final int UNKNOWN = 3;
    private static final int CRITICAL = 2;

    @TempDir
    private Path directory;

    private final AtomicReference<String> page = new AtomicReference<>(status(3, 147));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/server-status", exchange -> {
            byte[] body = page.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        writeStack(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String status(int busy, int idle) {
        return """
                localhost
                ServerVersion: Apache/2.4.66 (Debian)
                ServerMPM: event
                Server Built: 2025-01-01T00:00:00
                Total Accesses: 120
                ServerUptimeSeconds: 4000
                BusyWorkers: %d
                IdleWorkers: %d
                Processes: 6
                Stopping: 0
                ConnsTotal: 3
                Scoreboard: %s%s
                """.formatted(busy, idle, "W".repeat(busy), "_".repeat(idle));
    }

    // The address is one for documentation: not this machine's, and with no SSH nobody goes there.
    private void writeStack(int port) throws IOException {
        Files.writeString(directory.resolve("stack.yaml"), """
                schema: 1
                origins:
                  - name: origin1
                    address: 192.0.2.1
                    apache: { status-url: "http://127.0.0.1:%d/server-status?auto" }
                """.formatted(port));
    }

    private CliRun run(int expected, String... options) {
        CliRun run = new CliRun(directory);
        String[] all = new String[options.length + 7];
        String[] first = {"check", "--only", "apache", "--state", "state", "--timeout", "20s"};
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(options, 0, all, first.length, options.length);
        assertThat(run.run(all)).as(run.all()).isEqualTo(expected);
        return run;
    }

    @Test
    void aHealthyOriginIsOneLineWithNumbers() {
        CliRun run = run(ExitCode.GOOD);
        assertThat(run.out()).startsWith("HEADROOM OK - ").contains(" | ").contains("'apache_busy_origin1'=0.02");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void workersThatStayBusyAreCriticalByTheThirdLook() {
        page.set(status(149, 1));
        assertThat(run(CRITICAL).out()).startsWith("HEADROOM CRITICAL - apache origin1: ");
    }

    @Test
    void onChangeSpeaksOnceWhenItBreaksAndOnceWhenItIsWellAgain() {
        assertThat(run(ExitCode.GOOD, "--on-change").out()).isEmpty();
        page.set(status(149, 1));
        assertThat(run(CRITICAL, "--on-change").out()).contains("CRITICAL: apache origin1: ");
        assertThat(run(CRITICAL, "--on-change").out()).isEmpty();
        page.set(status(3, 147));
        assertThat(run(ExitCode.GOOD, "--on-change").out()).contains("OK again (was CRITICAL): apache origin1: ");
        assertThat(run(ExitCode.GOOD, "--on-change").out()).isEmpty();
    }

    @Test
    void theTextfileIsWrittenBesideWhateverIsPrinted() throws IOException {
        run(ExitCode.GOOD, "--textfile", "headroom.prom", "--format", "json");
        assertThat(directory.resolve("headroom.prom")).content().contains("headroom_check_level{probe=\"apache\"");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("stack.yaml", "state", "headroom.prom");
        }
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsAnAlarmAndNotAHang() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            writeStack(silent.getLocalPort());
            CliRun run = new CliRun(directory);
            int code = run.run("check", "--only", "apache", "--state", "state", "--timeout", "4s");
            assertThat(code).as(run.all()).isIn(CRITICAL, UNKNOWN);
            assertThat(run.out()).contains("apache origin1: ").contains("To do: ");
        }
    }

    @Test
    void aCheckThatFindsAnotherOneRunningSaysSo() throws IOException {
        run(ExitCode.GOOD);
        String name;
        try (var files = Files.list(directory.resolve("state"))) {
            name = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".lock"))
                    .findFirst()
                    .orElseThrow();
        }
        try (StateFile _ = StateFile.take(directory.resolve("state"), name.replace(".lock", ""))
                .orElseThrow()) {
            assertThat(run(UNKNOWN).out()).contains("another check of this stack is still running");
        }
    }

    @Test
    void everyMistakeOfTheStackFileIsToldOnStandardOutputAsUnknown() throws IOException {
        Files.writeString(directory.resolve("stack.yaml"), "schema: 1\nbogus: 1\ncheck: { hysteresis: 7 of 5 }\n");
        String out = run(UNKNOWN).out();
        assertThat(out)
                .startsWith("HEADROOM UNKNOWN - ")
                .contains("stack.yaml:2: bogus: unknown key")
                .contains("3 of 5");
    }

    @Test
    void wrongUsageIsUnknownAndNotCritical() {
        CliRun run = new CliRun(directory);
        assertThat(run.run("check", "--only", "nonsense")).isEqualTo(UNKNOWN);
        assertThat(run.out()).startsWith("HEADROOM UNKNOWN - --only nonsense: no tier (nginx, ");
        assertThat(new CliRun(directory).run("check", "--bogus")).isEqualTo(UNKNOWN);
        assertThat(new CliRun(directory).run("check", "--timeout", "soon")).isEqualTo(UNKNOWN);
        assertThat(new CliRun(directory).run("check", "--format", "xml")).isEqualTo(UNKNOWN);
    }

    @Test
    void aStateDirectoryThatCannotBeIsANoteAndTheCheckGoesOn() throws IOException {
        Files.writeString(directory.resolve("occupied"), "a file");
        CliRun run = new CliRun(directory);
        int code = run.run("check", "--only", "apache", "--state", "occupied", "--timeout", "20s");
        assertThat(code).as(run.all()).isEqualTo(ExitCode.GOOD);
        assertThat(run.out()).contains("Note: nothing is kept between runs");
    }

    @Test
    void theHelperIsPrintedWhole() {
        CliRun run = new CliRun(directory);
        assertThat(run.run("check", "--print-helper")).isEqualTo(ExitCode.GOOD);
        assertThat(run.out())
                .startsWith("#!/usr/bin/perl")
                .contains("$section{host}")
                .contains("$section{mount}");
    }

    @Test
    void watchTellsTheStateAtOnceAndEndsWellOnASignal() throws Exception {
        CliRun run = new CliRun(directory);
        try (var executor = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var code = executor.submit(() -> run.run("watch", "--only", "apache", "--listen", "0", "--interval", "1s"));
            org.awaitility.Awaitility.await().until(() -> run.out().contains("HEADROOM OK - "));
            run.interrupt();
            assertThat(code.get(30, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(ExitCode.GOOD);
        }
        assertThat(run.out()).contains("Metrics: http://127.0.0.1:");
    }
}
