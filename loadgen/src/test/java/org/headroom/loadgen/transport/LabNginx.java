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

/** nginx 1.26 of the lab's image with h1, h2 and h3 on one port of loopback, serving files of that directory. */
public final class LabNginx implements AutoCloseable {
    private static final Path IMAGE = Path.of("/var/lib/headroom/lab/in-image");

    private final Path directory;
    private final InetSocketAddress address;
    private final Process process;

    private LabNginx(Path directory, InetSocketAddress address, Process process) {
        this.directory = directory;
        this.address = address;
        this.process = process;
    }

    /** One worker and one server for {@link TestCertificate#HOST}; {@code /resource} comes slowly. */
    static LabNginx start(Path directory, String quicSettings) throws IOException, GeneralSecurityException {
        return start(directory, 1, "", """
                server {
                    listen 127.0.0.1:PORT ssl; listen 127.0.0.1:PORT quic reuseport; http2 on;
                    server_name HOST;
                    ssl_certificate D/cert.pem; ssl_certificate_key D/key.pem;
                    QUIC
                    root D/www;
                    location = /resource { limit_rate 30k; }
                }
                """.replace("QUIC", quicSettings));
    }

    /**
     * Servers as given, and settings of the main level: D is the directory, PORT the port. There are {@code cert.pem} with {@code key.pem} for
     * {@link TestCertificate#HOST} and {@code other.pem} with {@code other-key.pem} for other.test.
     */
    public static LabNginx start(Path directory, int workers, String main, String servers)
            throws IOException, GeneralSecurityException {
        if (!Files.isExecutable(IMAGE)) {
            throw new IllegalStateException("the lab's image is not installed: headroom lab install");
        }
        InetSocketAddress address = freePort();
        write(directory, TestCertificate.good(), "cert.pem", "key.pem");
        write(directory, TestCertificate.forAnotherName(), "other.pem", "other-key.pem");
        Path www = Files.createDirectory(directory.resolve("www"));
        Files.write(www.resolve("document"), new byte[1000]);
        Files.write(www.resolve("resource"), new byte[60_000]);
        Files.write(www.resolve("large"), new byte[1_000_000]);
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.write(other.resolve("document"), new byte[500]);
        world(directory);
        world(www);
        world(other);
        String text = """
                daemon off; pid D/nginx.pid; error_log D/error.log info; worker_processes WORKERS; MAIN
                events { worker_connections 1000; }
                http {
                    access_log off;
                    SERVERS
                }
                """.replace("WORKERS", Integer.toString(workers))
                .replace("MAIN", main)
                .replace("SERVERS", servers)
                .replace("D/", directory + "/")
                .replace("PORT", Integer.toString(address.getPort()))
                .replace("HOST", TestCertificate.HOST);
        return new LabNginx(directory, address, run(directory, text)).whenItListens();
    }

    private static Process run(Path directory, String text) throws IOException {
        Path config = Files.writeString(directory.resolve("nginx.conf"), text);
        return new ProcessBuilder(IMAGE.toString(), directory.toString(), "nginx", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    private LabNginx whenItListens() throws IOException {
        await().atMost(Duration.ofSeconds(30)).until(() -> listens() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("nginx ended: " + Files.readString(directory.resolve("output")));
        }
        return this;
    }

    private static void write(Path directory, TestCertificate certificate, String file, String key)
            throws IOException, GeneralSecurityException {
        pem(directory.resolve(key), "PRIVATE KEY", certificate.key().getEncoded());
        pem(directory.resolve(file), "CERTIFICATE", certificate.certificate().getEncoded());
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

    public InetSocketAddress address() {
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
