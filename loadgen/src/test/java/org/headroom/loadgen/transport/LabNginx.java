package org.headroom.loadgen.transport;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** nginx 1.26 of the lab's image with h1, h2 and h3 on one port of loopback, serving files of that directory slowly. */
final class LabNginx implements AutoCloseable {
    private static final Path IMAGE = Path.of("/var/lib/headroom/lab/in-image");

    private final Path directory;
    private final InetSocketAddress address;
    private final Process process;

    private LabNginx(Path directory, InetSocketAddress address, Process process) {
        this.directory = directory;
        this.address = address;
        this.process = process;
    }

    static LabNginx start(Path directory, String quicSettings) throws IOException, GeneralSecurityException {
        if (!Files.isExecutable(IMAGE)) {
            throw new IllegalStateException("the lab's image is not installed: headroom lab install");
        }
        InetSocketAddress address = freePort();
        TestCertificate certificate = TestCertificate.good();
        pem(directory.resolve("key.pem"), "PRIVATE KEY", certificate.key().getEncoded());
        pem(
                directory.resolve("cert.pem"),
                "CERTIFICATE",
                certificate.certificate().getEncoded());
        Path www = Files.createDirectory(directory.resolve("www"));
        Files.write(www.resolve("document"), new byte[1000]);
        Files.write(www.resolve("resource"), new byte[60_000]);
        world(directory);
        world(www);
        String text = """
                daemon off; pid D/nginx.pid; error_log D/error.log info; worker_processes 1;
                events { worker_connections 1000; }
                http {
                    access_log off;
                    server {
                        listen 127.0.0.1:PORT ssl; listen 127.0.0.1:PORT quic reuseport; http2 on;
                        server_name HOST;
                        ssl_certificate D/cert.pem; ssl_certificate_key D/key.pem;
                        QUIC
                        root D/www;
                        location = /resource { limit_rate 30k; }
                    }
                }
                """.replace("D/", directory + "/")
                .replace("PORT", Integer.toString(address.getPort()))
                .replace("HOST", TestCertificate.HOST)
                .replace("QUIC", quicSettings);
        Path config = Files.writeString(directory.resolve("nginx.conf"), text);
        Process process = new ProcessBuilder(IMAGE.toString(), directory.toString(), "nginx", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        LabNginx nginx = new LabNginx(directory, address, process);
        await().atMost(Duration.ofSeconds(30)).until(() -> nginx.listens() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("nginx ended: " + Files.readString(directory.resolve("output")));
        }
        return nginx;
    }

    private static void world(Path folder) throws IOException {
        // nginx's workers are www-data.
        if (!folder.toFile().setExecutable(true, false) || !folder.toFile().setReadable(true, false)) {
            throw new IOException("cannot open " + folder + " to nginx");
        }
    }

    private static InetSocketAddress freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
        }
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(address, 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        try {
            Path pid = directory.resolve("nginx.pid");
            Optional<ProcessHandle> master = Files.exists(pid)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    : Optional.empty();
            master.ifPresent(ProcessHandle::destroy);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
