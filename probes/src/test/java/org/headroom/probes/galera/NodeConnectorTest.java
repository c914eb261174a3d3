package org.headroom.probes.galera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.headroom.probes.SampleValues;
import org.headroom.probes.galera.Trouble.Kind;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.scenarios.stack.Galera;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of servers that cannot be asked. */
class NodeConnectorTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String PASSWORD = "not-to-be-seen";

    @TempDir
    Path dir;

    private Path passwordFile;

    @BeforeEach
    void writePassword() throws IOException {
        passwordFile = dir.resolve("password");
        Files.writeString(passwordFile, PASSWORD + "\n");
    }

    private Trouble trouble(String address, int port, Galera.Tls tls) {
        Galera.Node node = new Galera.Node("db1", address, port);
        Galera galera = new Galera(List.of(node), "headroom", Optional.of(passwordFile), 1, tls, Optional.empty());
        JdbcNode source = new JdbcNode(node, new NodeConnector(galera, Optional.empty()), false);
        ProbeFailure failure =
                SampleValues.failure(new GaleraNodeProbe("db1", source, 1, Clock.systemUTC()).sample(SHORT));
        assertThat(failure.toString()).doesNotContain(PASSWORD);
        return Trouble.of(failure.problem()).orElseThrow(() -> new AssertionError(failure.problem()));
    }

    private Trouble trouble(FakeServer server) {
        return trouble("127.0.0.1", server.port(), Galera.Tls.PREFER);
    }

    @Test
    void aFrozenNodeAcceptsAndSaysNothing() throws IOException {
        try (FakeServer server = FakeServer.frozen()) {
            assertThat(trouble(server).kind()).isEqualTo(Kind.SILENT);
        }
    }

    @Test
    void aNodeThatFreezesAfterItsGreetingIsSilentToo() throws IOException {
        for (boolean tls : List.of(true, false)) {
            try (FakeServer server = FakeServer.saying(FakeServer.greeting(tls))) {
                assertThat(trouble(server).kind()).as("TLS %s", tls).isEqualTo(Kind.SILENT);
            }
        }
    }

    @Test
    void aGreetingThatIsCutOffIsSilence() throws IOException {
        byte[] half = java.util.Arrays.copyOf(FakeServer.greeting(true), 20);
        try (FakeServer server = FakeServer.saying(half)) {
            assertThat(trouble(server).kind()).isEqualTo(Kind.SILENT);
        }
    }

    @Test
    void aServerWithTheLightKeyIsAskedOnce() throws Exception {
        try (FakeTlsServer server = new FakeTlsServer("x25519", "secp256r1")) {
            assertThat(trouble("127.0.0.1", server.port(), Galera.Tls.REQUIRE).kind())
                    .isEqualTo(Kind.DENIED);
            assertThat(server.greeted()).isOne();
        }
    }

    @Test
    void aServerThatKnowsNoX25519IsAskedAgainWithAllGroups() throws Exception {
        try (FakeTlsServer server = new FakeTlsServer("secp256r1")) {
            assertThat(trouble("127.0.0.1", server.port(), Galera.Tls.REQUIRE).kind())
                    .isEqualTo(Kind.DENIED);
            assertThat(server.greeted()).isEqualTo(2);
        }
    }

    @Test
    void aClosedPortRefuses() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(trouble("127.0.0.1", port, Galera.Tls.PREFER))
                .isEqualTo(new Trouble(Kind.REFUSED, "127.0.0.1:" + port));
    }

    @Test
    void aServerThatHangsUpBreaksOff() throws IOException {
        try (FakeServer server = FakeServer.hangingUp()) {
            assertThat(trouble(server).kind()).isEqualTo(Kind.LOST);
        }
    }

    @Test
    void errorsInPlaceOfAGreetingAreUnderstood() throws IOException {
        try (FakeServer server = FakeServer.saying(FakeServer.error(1040, "08004", "Too many connections"))) {
            assertThat(trouble(server).kind()).isEqualTo(Kind.FULL);
        }
        try (FakeServer server = FakeServer.saying(FakeServer.error(1129, "HY000", "Host is blocked"))) {
            assertThat(trouble(server).kind()).isEqualTo(Kind.BLOCKED);
        }
        try (FakeServer server = FakeServer.saying(FakeServer.error(1130, "HY000", "Host is not allowed to connect"))) {
            assertThat(trouble(server).kind()).isEqualTo(Kind.DENIED);
        }
    }

    @Test
    void aServerWithoutTlsIsNotAskedWhereTlsMustBe() throws IOException {
        for (Galera.Tls tls : List.of(Galera.Tls.REQUIRE, Galera.Tls.VERIFY)) {
            try (FakeServer server = FakeServer.saying(FakeServer.greeting(false))) {
                assertThat(trouble("127.0.0.1", server.port(), tls).kind()).isEqualTo(Kind.UNENCRYPTED);
            }
        }
    }

    @Test
    void aNameThatDoesNotResolveIsUnknown() {
        assertThat(trouble("db.invalid", 3306, Galera.Tls.PREFER).kind()).isEqualTo(Kind.UNKNOWN_HOST);
    }

    @Test
    void aMissingPasswordFileIsSaidBeforeAnybodyIsAsked() throws IOException {
        Files.delete(passwordFile);
        assertThat(trouble("127.0.0.1", 1, Galera.Tls.PREFER))
                .isEqualTo(new Trouble(Kind.NO_PASSWORD, "there is no password file " + passwordFile));
    }

    /** Whatever a port says: an answer, in time. */
    @Test
    void garbageIsNoDatabase() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 30; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            try (FakeServer server = FakeServer.saying(garbage)) {
                assertThat(trouble(server).kind()).isNotNull();
            }
        }
        try (FakeServer server = FakeServer.saying(
                "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            assertThat(trouble(server).kind()).isIn(Kind.LOST, Kind.ODD);
        }
    }
}
