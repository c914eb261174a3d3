package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.HereTier;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the helper reads of FPM's configuration and of the kernel, with the real perl and real sockets. */
class FpmOnHostTest {
    private static final int BACKLOG = 7;
    private static final int WAITING = 3;

    @TempDir
    private Path dir;

    @Test
    void readsDebiansTree() throws IOException {
        write("php-fpm.conf", "[global]\npid = /run/php.pid\ninclude=" + dir + "/pool.d/*.conf\n");
        write("pool.d/www.conf", """
                ; Start a new pool named 'www'.
                [www]
                user = www-data
                listen = /run/php/php8.2-fpm.sock
                ;listen.backlog = 511
                pm = dynamic
                pm.max_children = 5 ; as many as fit
                php_admin_value[error_log] = /var/log/fpm-php.www.log
                """);
        write("pool.d/shop.conf", """
                [shop]
                listen = "127.0.0.1:9002"
                pm.max_children=12
                pm.status_listen = '127.0.0.1:9102'
                slowlog = /var/log/$pool.slow
                """);
        HostFacts facts =
                HereTier.look(Order.of("fpm-config", dir.resolve("php-fpm.conf").toString()));
        assertThat(facts.of("fpm-config", "www"))
                .containsEntry("listen", "/run/php/php8.2-fpm.sock")
                .containsEntry("pm", "dynamic")
                .containsEntry("pm.max_children", "5")
                .doesNotContainKey("listen.backlog");
        assertThat(facts.of("fpm-config", "shop"))
                .containsEntry("listen", "127.0.0.1:9002")
                .containsEntry("pm.status_listen", "127.0.0.1:9102")
                .containsEntry("slowlog", "/var/log/shop.slow");
    }

    @Test
    void readsRhelsTreeAndPoolsInOneFile() throws IOException {
        write("php-fpm.conf", """
                include=%1$s/php-fpm.d/*.conf
                [global]
                error_log = /var/log/php-fpm/error.log
                [late]
                pm.max_children = 2
                """.formatted(dir));
        write(
                "php-fpm.d/www.conf",
                "[www]\r\npm = static\r\npm.max_children = 50\r\n[other]\r\npm.max_children = 4\r\n");
        HostFacts facts =
                HereTier.look(Order.of("fpm-config", dir.resolve("php-fpm.conf").toString()));
        assertThat(facts.subjects("fpm-config")).containsExactlyInAnyOrder("www", "other", "late");
        assertThat(facts.of("fpm-config", "www")).containsEntry("pm.max_children", "50");
    }

    @Test
    void theKernelTellsTheQueueOfAUnixSocketAndItsBacklog() throws IOException {
        Path path = dir.resolve("pool.sock");
        withClientsWaitingAt(path, () -> assertQueue(path.toString()));
    }

    @Test
    void theKernelTellsTheQueueOfATcpPortAndItsBacklog() throws IOException {
        withClientsWaiting(port -> {
            assertQueue("127.0.0.1:" + port);
            assertQueue(Integer.toString(port));
        });
    }

    @Test
    @Tag("lab")
    void ssSaysTheSame() throws IOException {
        Path path = dir.resolve("pool.sock");
        withClientsWaitingAt(
                path,
                () -> assertThat(ss("-Hxl")).anyMatch(line -> line.matches(".*LISTEN +3 +7 +\\Q" + path + "\\E .*")));
        withClientsWaiting(port -> assertThat(ss("-Hltn"))
                .anyMatch(line -> line.matches("LISTEN +3 +7 +\\S*127.0.0.1]?:" + port + " .*")));
    }

    @Test
    void whereNobodyListensThereIsNoQueue() {
        HostFacts facts = HereTier.look(Order.of("fpm-socket", "/run/headroom-test/none.sock"));
        assertThat(facts.problem("fpm-socket", "/run/headroom-test/none.sock")).contains("nobody listens");
    }

    /** What may be asserted meanwhile. */
    private interface Check {
        void run() throws IOException;
    }

    /** The same of a port. */
    private interface PortCheck {
        void run(int port) throws IOException;
    }

    private static void withClientsWaitingAt(Path path, Check check) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            for (int i = 0; i < WAITING; i++) {
                clients.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
            }
            check.run();
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static void withClientsWaiting(PortCheck check) throws IOException {
        List<Socket> clients = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < WAITING; i++) {
                clients.add(new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()));
            }
            check.run(server.getLocalPort());
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static void assertQueue(String listen) {
        assertThat(HereTier.look(Order.of("fpm-socket", listen)).of("fpm-socket", listen))
                .containsEntry("queue", Integer.toString(WAITING))
                .containsEntry("backlog", Integer.toString(BACKLOG));
    }

    private static List<String> ss(String options) throws IOException {
        Process ss = new ProcessBuilder("ss", options).redirectErrorStream(true).start();
        return new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private void write(String file, String text) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
