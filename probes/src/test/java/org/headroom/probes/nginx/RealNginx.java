package org.headroom.probes.nginx;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * nginx 1.26 of the lab's image on loopback: two "proxies" (127.0.0.1 and 127.0.0.2) with the sites www.one.test and
 * www.two.test, as a test writes them.
 */
final class RealNginx implements AutoCloseable {
    private static final Path IMAGE = Path.of("/var/lib/headroom/lab/in-image");

    private final Path directory;
    private final Process process;
    private final int port;
    private final int httpPort;

    private RealNginx(Path directory, Process process, int port, int httpPort) {
        this.directory = directory;
        this.process = process;
        this.port = port;
        this.httpPort = httpPort;
    }

    /** D is the directory, PORT and HTTP the ports. There are one.pem, two.pem, their keys, and both sites' pages. */
    static RealNginx start(Path directory, int workers, String servers) throws IOException {
        if (!Files.isExecutable(IMAGE)) {
            throw new IllegalStateException("the lab's image is not installed: headroom lab install");
        }
        int port = freePort();
        int httpPort = freePort();
        for (String site : new String[] {"one", "two"}) {
            Path www = Files.createDirectories(directory.resolve(site + "/wp-content"));
            Files.writeString(www.getParent().resolve("index.html"), "<title>" + site + "</title>");
            Files.writeString(www.resolve("index.php"), "");
            world(www);
            world(www.getParent());
        }
        world(directory);
        String text = """
                daemon off; pid D/nginx.pid; error_log D/error.log info; worker_processes WORKERS;
                events { worker_connections 500; }
                http {
                    access_log off;
                    types { text/html html; }
                    SERVERS
                }
                """.replace("WORKERS", Integer.toString(workers))
                .replace("SERVERS", servers)
                .replace("D/", directory + "/")
                .replace("PORT", Integer.toString(port))
                .replace("HTTP;", httpPort + ";");
        Path config = Files.writeString(directory.resolve("nginx.conf"), text);
        Process process = new ProcessBuilder(IMAGE.toString(), directory.toString(), "nginx", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        return new RealNginx(directory, process, port, httpPort).whenItListens();
    }

    /** A whole server for a site, with {@code more} in it. */
    static String site(String name, String address, String more) {
        return """
                server {
                    listen ADDRESS:PORT ssl; http2 on; server_name www.NAME.test;
                    ssl_certificate D/NAME.pem; ssl_certificate_key D/NAME-key.pem; root D/NAME;
                    MORE
                }
                """.replace("ADDRESS", address).replace("MORE", more).replace("NAME", name);
    }

    static String redirect(String address) {
        return """
                server {
                    listen ADDRESS:HTTP;
                    location ^~ /.well-known/acme-challenge/ { root D/one; }
                    location / { return 301 https://$host$request_uri; }
                }
                """.replace("ADDRESS", address);
    }

    /** A stack file with the first {@code proxies} of its addresses. */
    String stack(int proxies) {
        StringBuilder text = new StringBuilder("""
                schema: 1
                sites:
                  - { name: one, hosts: [www.one.test], docroot: /var/www/one }
                  - { name: two, hosts: [www.two.test], docroot: /var/www/two }
                proxies:
                """);
        for (int i = 1; i <= proxies; i++) {
            text.append("  - { name: web")
                    .append(i)
                    .append(", address: 127.0.0.")
                    .append(i)
                    .append(", https-port: ")
                    .append(port)
                    .append(", http-port: ")
                    .append(httpPort)
                    .append(" }\n");
        }
        return text.toString();
    }

    private RealNginx whenItListens() throws IOException {
        await().atMost(Duration.ofSeconds(30)).until(() -> listens() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("nginx ended: " + Files.readString(directory.resolve("output")));
        }
        return this;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void world(Path folder) throws IOException {
        if (!folder.toFile().setExecutable(true, false) || !folder.toFile().setReadable(true, false)) {
            throw new IOException("cannot open " + folder + " to nginx");
        }
    }

    @Override
    public void close() {
        try {
            Path pid = directory.resolve("nginx.pid");
            if (Files.exists(pid)) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroy);
            }
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
