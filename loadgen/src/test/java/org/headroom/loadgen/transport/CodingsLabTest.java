package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.headroom.loadgen.transport.decode.DecodedMeter;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that a real Apache compresses are decoded whole. */
@Tag("lab")
@Timeout(60)
final class CodingsLabTest {
    private static final Path IMAGE = Path.of("/var/lib/headroom/lab/in-image");
    private static final byte[] TEXT =
            "<p>WordPress, once more.</p>\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private InetSocketAddress address;
    private Process apache;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
        }
        Files.write(directory.resolve("page.html"), TEXT);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        StringBuilder config = new StringBuilder("ServerName localhost\nUser www-data\nGroup www-data\n");
        for (String module : List.of("mpm_event", "authz_core", "mime", "filter", "deflate", "brotli")) {
            config.append("LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so%n".formatted(module, module));
        }
        config.append("""
                Listen 127.0.0.1:PORT
                PidFile FOLDER/pid
                ErrorLog FOLDER/error.log
                DocumentRoot FOLDER
                TypesConfig /etc/mime.types
                <Directory FOLDER>
                    Require all granted
                </Directory>
                AddOutputFilterByType BROTLI_COMPRESS;DEFLATE text/html
                """.replace("PORT", Integer.toString(address.getPort())).replace("FOLDER", directory.toString()));
        Path file = Files.writeString(directory.resolve("apache.conf"), config);
        apache = new ProcessBuilder(
                        IMAGE.toString(), directory.toString(), "apache2", "-D", "FOREGROUND", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> listens() || !apache.isAlive());
        assertThat(apache.isAlive())
                .as(Files.readString(directory.resolve("output")))
                .isTrue();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(address, 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        apache.descendants().forEach(ProcessHandle::destroy);
        apache.destroy();
        apache.waitFor(10, TimeUnit.SECONDS);
    }

    private void assertDecoded(String accepted, String used) throws IOException {
        try (Transport transport = Transports.forVisitors(
                        Protocol.H1, Carriers.USUAL, new TrustPolicy.SystemTrust(), Duration.ofSeconds(5));
                VisitorConnections visitor = transport.newVisitor()) {
            RecordingListener listener = new RecordingListener();
            visitor.send(
                    WebRequest.get(
                            "http",
                            "localhost",
                            address.getPort(),
                            address,
                            "/page.html",
                            List.of(Map.entry("accept-encoding", accepted)),
                            System.nanoTime(),
                            Duration.ofSeconds(20).toNanos()),
                    listener);
            Exchange exchange = listener.await();
            TransportFixture.assertAnswered(exchange, 200);
            assertThat(exchange.head().contentEncoding()).isEqualTo(used);
            assertThat(exchange.bodyBytes()).isLessThan(TEXT.length / 2);
            assertThat(listener.decodedBytes()).isEqualTo(TEXT.length);
        }
    }

    @Test
    void apacheChoosesBrotliOfWhatVisitorsAskForAndItIsDecoded() throws IOException {
        assertDecoded(DecodedMeter.codings(), "br");
    }

    @Test
    void gzipIsDecodedAndItsChecksumHolds() throws IOException {
        assertDecoded("gzip", "gzip");
    }
}
