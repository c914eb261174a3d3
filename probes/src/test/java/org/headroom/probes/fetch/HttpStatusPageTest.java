package org.headroom.probes.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.headroom.probes.reading.ProbeFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpStatusPageTest extends StatusPageContract {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Answer answer = answer(request.getHttpURI().getPath());
                response.setStatus(answer.status());
                Content.Sink.write(response, true, answer.text(), callback);
                return true;
            }
        });
        server.start();
    }

    @Test
    void aPageThatIsTooLongIsNotRead() {
        assertThat(unavailable(page("/huge").fetch(Duration.ofSeconds(10))).problem())
                .contains("cannot read");
    }

    /** Every byte comes in time, the page does not. */
    @Test
    void aServerThatDribblesIsGivenUpAtTheDeadline() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ServerSocket dribbling = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket visitor = dribbling.accept()) {
                    visitor.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (!over.await(20, TimeUnit.MILLISECONDS)) {
                        visitor.getOutputStream().write("X-Slow: 1\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException | InterruptedException _) {
                    // The client has hung up, as it should.
                }
            });
            StatusPage page = client.http(URI.create("http://127.0.0.1:" + dribbling.getLocalPort() + "/"));
            assertThat(unavailable(page.fetch(Duration.ofMillis(300))).problem())
                    .endsWith("did not answer within 300 ms");
        } finally {
            over.countDown();
        }
    }

    @Test
    void whatIsNoHttpIsSaidToBeNone() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket visitor = other.accept()) {
                    visitor.getOutputStream().write("220 mail ready\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException _) {
                    // The client has hung up.
                }
            });
            StatusPage page = client.http(URI.create("http://127.0.0.1:" + other.getLocalPort() + "/"));
            assertThat(unavailable(page.fetch(Duration.ofSeconds(10))).cause()).isNotEqualTo(ProbeFailure.Cause.BROKEN);
        }
    }

    @Override
    StatusPage page(String path) {
        return client.http(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path + "?auto"));
    }

    @Override
    StatusPage nobody() {
        return client.http(URI.create("http://127.0.0.1:1/server-status?auto"));
    }

    @Override
    void stopServer() throws Exception {
        server.stop();
    }
}
