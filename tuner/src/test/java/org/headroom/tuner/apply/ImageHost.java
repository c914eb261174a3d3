package org.headroom.tuner.apply;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.headroom.probes.hosts.HostAnswer.Unreachable;
import org.headroom.probes.hosts.PerlHost;

/** Apache, PHP-FPM and NGINX of the lab's image, running in a root directory and with mounts of their own. */
final class ImageHost implements PerlHost, AutoCloseable {
    private static final Path LAB = Path.of("/var/lib/headroom/lab");

    private final Path dir;
    private final Process root;
    private final int apache;
    private final int nginx;
    private final String php;
    private final HttpClient client = HttpClient.newHttpClient();
    final List<Progress> said = new CopyOnWriteArrayList<>();

    private ImageHost(Path dir, Process root, int apache, int nginx, String php) {
        this.dir = dir;
        this.root = root;
        this.apache = apache;
        this.nginx = nginx;
        this.php = php;
    }

    static ImageHost start(Path dir) throws IOException {
        int apache = freePort();
        int nginx = freePort();
        String php = phpVersion();
        Path script = Files.writeString(dir.resolve("start.sh"), start(apache, nginx, php));
        Process root = new ProcessBuilder(LAB.resolve("in-image").toString(), dir.toString(), "sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("out").toFile())
                .start();
        ImageHost host = new ImageHost(dir, root, apache, nginx, php);
        await().atMost(Duration.ofSeconds(60)).until(host::serves);
        return host;
    }

    private static String start(int apache, int nginx, String php) {
        return """
            set -e
            mkdir -p /run/php /run/apache2 /run/lock/apache2 /run/headroom /var/log/apache2 /var/log/nginx /var/www/html
            chown www-data /run/lock/apache2
            echo hello >/var/www/html/index.html
            echo '<?php echo "php";' >/var/www/html/index.php
            echo 'Listen 127.0.0.1:%1$d' >/etc/apache2/ports.conf
            sed -i 's/^<VirtualHost .*/<VirtualHost *:%1$d>/' /etc/apache2/sites-available/000-default.conf
            cat >/etc/apache2/conf-enabled/test.conf <<END
            ServerName localhost
            <FilesMatch php$>
                SetHandler "proxy:unix:/run/php/www.sock|fcgi://localhost"
            </FilesMatch>
            END
            a2enmod -q proxy_fcgi >/dev/null
            cat >/etc/php/%3$s/fpm/pool.d/www.conf <<END
            [www]
            user = www-data
            group = www-data
            listen = /run/php/www.sock
            listen.owner = www-data
            pm = static
            pm.max_children = 2
            END
            cat >/etc/nginx/nginx.conf <<END
            events {}
            http { server { listen 127.0.0.1:%2$d; location / { return 200 nginx; } } include /etc/nginx/conf.d/*.conf; }
            END
            (. /etc/apache2/envvars; exec apache2 -D FOREGROUND) &
            php-fpm%3$s --nodaemonize &
            nginx -g 'daemon off;' &
            exec sleep infinity
            """.formatted(apache, nginx, php);
    }

    String php() {
        return php;
    }

    /** Whether a page, a script and the proxy are answered. */
    boolean serves() {
        return fetch("/").equals("hello")
                && fetch("/index.php").equals("php")
                && get("http://127.0.0.1:" + nginx + "/").equals("nginx");
    }

    String fetch(String path) {
        return get("http://127.0.0.1:" + apache + path);
    }

    private String get(String url) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body().strip() : "status " + response.statusCode();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    /** How many requests Apache has a place for: its processes × their threads, as they are in force. */
    int places() {
        return fetch("/server-status?auto")
                .lines()
                .filter(line -> line.startsWith("Scoreboard: "))
                .mapToInt(line -> line.length() - "Scoreboard: ".length())
                .findFirst()
                .orElseThrow();
    }

    String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(inside(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private List<String> inside(String... command) {
        return Stream.concat(
                        Stream.of("setsid", "nsenter", "-t", Long.toString(root.pid()), "-m", "-r", "--"),
                        Stream.of(command))
                .toList();
    }

    Installer installer(Map<String, String> settings) {
        return new Installer(this, said::add, settings, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    Outcome apply(Handling handling, HealthCheck health, NewFile... files) throws InterruptedException {
        return installer(Map.of("confirm", "60")).apply(List.of(files), handling, health);
    }

    List<String> notes() {
        return said.stream()
                .filter(one -> one.kind() == Progress.Kind.NOTE)
                .map(Progress::text)
                .toList();
    }

    @Override
    public String name() {
        return "image";
    }

    @Override
    public Process start() throws IOException {
        return new ProcessBuilder(inside("perl", "-")).start();
    }

    @Override
    public Unreachable ended(Optional<Integer> exit, String said) {
        return new Unreachable(true, "ended with " + exit + ": " + said, "none");
    }

    /** Ends what has these mounts, and nothing else. */
    @Override
    public void close() throws IOException {
        client.close();
        Path mounts = mountsOf(root.pid());
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (process.pid() != root.pid() && mounts.equals(mountsOf(process.pid()))) {
                process.destroyForcibly();
            }
        }
        root.destroyForcibly().onExit().join();
        Files.deleteIfExists(dir.resolve("start.sh"));
    }

    private static Path mountsOf(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns/mnt"));
        } catch (IOException _) {
            return Path.of("gone");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String phpVersion() throws IOException {
        try (Stream<Path> versions = Files.list(LAB.resolve("image/etc/php"))) {
            return versions.map(path -> path.getFileName().toString())
                    .max(String::compareTo)
                    .orElseThrow(() -> new AssertionError("no PHP-FPM: ./headroom lab install"));
        }
    }
}
