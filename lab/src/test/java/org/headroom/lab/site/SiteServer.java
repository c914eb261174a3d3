package org.headroom.lab.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.headroom.lab.process.Waiting;

/** Serves prepared sites on loopback, in plain HTTP, by the image's PHP and MariaDB. */
final class SiteServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process room;
    private final Map<LabSite, Integer> ports;

    private SiteServer(Process room, Map<LabSite, Integer> ports) {
        this.room = room;
        this.ports = ports;
    }

    /** Writes a {@code wp-config.php} into the document roots, and a new password into the database. */
    static SiteServer of(PreparedSites sites, Path image, Path work) throws IOException {
        Path scripts = Files.createDirectories(work.resolve("scripts"));
        try (InputStream script =
                Objects.requireNonNull(SiteServer.class.getResourceAsStream("/org/headroom/lab/site/serve.sh"))) {
            Files.write(scripts.resolve("serve.sh"), script.readAllBytes());
        }
        Secrets secrets = new Secrets(new SecureRandom());
        Map<LabSite, Integer> ports = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (LabSite site : LabSite.all()) {
            int port = freePort();
            ports.put(site, port);
            lines.add(site.name() + " " + port + " " + secrets.next());
            String config = WordPressConfig.of(site, "/run/" + site.name() + "-database")
                    .text(WordPressConfig.newSalts(secrets))
                    .replace("https://" + site.host(), "http://127.0.0.1:" + port);
            Files.writeString(sites.docroot(site.name()).resolve("wp-config.php"), config);
        }
        Process room = ImageRoom.on(image, work.resolve("room"))
                .seeing(scripts, "/mnt")
                .seeing(sites.www(), "/var/www")
                .seeing(sites.database(), "/var/lib/mysql")
                .withThisNetwork()
                .start("/mnt/serve.sh", lines);
        SiteServer server = new SiteServer(room, ports);
        server.awaitReady();
        return server;
    }

    private void awaitReady() throws IOException {
        BufferedReader output = room.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); !"serving".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the servers have not started: " + said);
            }
            said.add(line);
        }
        if (!Waiting.until(PATIENCE, () -> ports.values().stream().allMatch(SiteServer::answers))) {
            throw new IOException("no answer at " + ports);
        }
    }

    private static boolean answers(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String base(LabSite site) {
        return "http://127.0.0.1:" + ports.get(site);
    }

    @Override
    public void close() {
        ImageRoom.end(room);
    }
}
