package org.headroom.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.headroom.lab.LabPaths;
import org.headroom.lab.certificate.Authority;

/**
 * nginx of the lab's image with three hosts on one address and port, each with a certificate of its own, over h1, h2 and
 * h3; and at another address of loopback the plain http that redirects to them.
 */
final class SeveralHosts implements AutoCloseable {
    static final List<String> NAMES = List.of("www.site.test", "static.site.test", "img.other.test");
    static final String ADDRESS = "127.0.0.1";
    static final String PLAIN_ADDRESS = "127.0.0.2";

    private final Path directory;
    private final Authority authority;
    private final Process process;
    private final int port;
    private final int httpPort;

    private SeveralHosts(Path directory, Authority authority, Process process, int port, int httpPort) {
        this.directory = directory;
        this.authority = authority;
        this.process = process;
        this.port = port;
        this.httpPort = httpPort;
    }

    /**
     * Starts it.
     *
     * @param overH3 which of the hosts listen for QUIC themselves; the others' names then reach the first of these
     */
    static SeveralHosts start(Path directory, List<String> overH3) throws IOException {
        int port = freePort(ADDRESS);
        int httpPort = freePort(PLAIN_ADDRESS);
        Authority authority = new Authority(directory.resolve("ca"));
        authority.make();
        Path www = Files.createDirectory(directory.resolve("www"));
        Files.writeString(www.resolve("index.html"), "<!doctype html><title>Site</title>");
        Files.writeString(www.resolve("style.css"), "body { color: black }");
        Files.write(www.resolve("logo.png"), new byte[2000]);
        StringBuilder servers = new StringBuilder();
        for (String name : NAMES) {
            Authority.Issued issued = authority.issue(name, List.of(name), List.of());
            servers.append(server(name, issued, port, overH3.indexOf(name)).replace("WWW", www.toString()));
        }
        Path config = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; pid D/nginx.pid; error_log D/error.log info; worker_processes 1;
                events { worker_connections 1000; }
                http {
                    types { text/html html; text/css css; image/png png; }
                    log_format hosts '$server_protocol $server_addr $host $ssl_server_name $uri $status';
                    access_log D/access.log hosts;
                    server {
                        listen PLAIN:HTTP;
                        return 301 https://$host:PORT$request_uri;
                    }
                    SERVERS
                }
                """.replace("SERVERS", servers)
                .replace("D/", directory + "/")
                .replace("PLAIN", PLAIN_ADDRESS)
                .replace("HTTP;", httpPort + ";")
                .replace("PORT", Integer.toString(port)));
        openToAll(directory, www);
        Process process = new ProcessBuilder(
                        LabPaths.standard().base().resolve("in-image").toString(),
                        directory.toString(),
                        "nginx",
                        "-c",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        SeveralHosts hosts = new SeveralHosts(directory, authority, process, port, httpPort);
        await().atMost(Duration.ofSeconds(30)).until(() -> listens(ADDRESS, port) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("nginx ended: " + Files.readString(directory.resolve("output")));
        }
        return hosts;
    }

    private static String server(String name, Authority.Issued issued, int port, int placeOverH3) {
        String quic = placeOverH3 < 0
                ? ""
                : "listen %s:%d quic%s;".formatted(ADDRESS, port, placeOverH3 == 0 ? " reuseport" : "");
        return """
                server {
                    listen %s:%d ssl; %s http2 on;
                    server_name %s;
                    ssl_certificate %s; ssl_certificate_key %s;
                    root WWW;
                }
                """.formatted(ADDRESS, port, quic, name, issued.chain(), issued.key());
    }

    private static void openToAll(Path... folders) throws IOException {
        for (Path folder : folders) { // nginx's workers are www-data
            if (!folder.toFile().setExecutable(true, false) || !folder.toFile().setReadable(true, false)) {
                throw new IOException("cannot open " + folder + " to nginx");
            }
        }
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return free.getLocalPort();
        }
    }

    private static boolean listens(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    int port() {
        return port;
    }

    int httpPort() {
        return httpPort;
    }

    Path caFile() {
        return authority.caFile();
    }

    /** Requests so far: protocol, address that was asked, host, name in the handshake, path, status. */
    List<String> seen() throws IOException {
        return Files.readAllLines(directory.resolve("access.log"));
    }

    @Override
    public void close() throws IOException {
        Path pid = directory.resolve("nginx.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroy);
        }
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
