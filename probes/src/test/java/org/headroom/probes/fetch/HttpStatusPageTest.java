package org.headroom.probes.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
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
