package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.reading.Reading;
import org.headroom.scenarios.stack.FpmPool;
import org.headroom.scenarios.stack.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpcacheLookTest {
    private static final String STATUS = """
            {"opcache_enabled": true, "memory_usage": {"used_memory": 50, "free_memory": 70, "wasted_memory": 8},
             "interned_strings_usage": {"buffer_size": 8, "free_memory": 1}}""";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                boolean tells = request.getHttpURI().getPath().equals("/opcache.php");
                Content.Sink.write(response, true, tells ? STATUS : "nothing", callback);
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private FpmPool pool(String name, Optional<String> path) {
        return new FpmPool(
                name,
                Optional.empty(),
                Optional.empty(),
                "/fpm-status",
                Optional.empty(),
                Optional.empty(),
                path.map(text -> URI.create("http://127.0.0.1:" + connector.getLocalPort() + text)));
    }

    private static List<Reading> look(FpmPool... pools) {
        Origin origin = new Origin(
                "origin1",
                "127.0.0.1",
                Optional.empty(),
                List.of(pools),
                new Origin.Memory(OptionalLong.empty(), OptionalLong.empty()));
        try (StatusClient client = new StatusClient()) {
            return OpcacheLook.of(origin, client, Clock.systemUTC(), Duration.ofSeconds(10));
        }
    }

    @Test
    void theFirstPoolWhosePageTellsIsRead() {
        List<Reading> readings = look(
                pool("mute", Optional.empty()),
                pool("odd", Optional.of("/other")),
                pool("www", Optional.of("/opcache.php")));
        assertThat(readings)
                .extracting(reading -> reading.host() + " " + reading.name() + " " + reading.value())
                .contains("origin1/www strings_size 8.0", "origin1/www strings_free 1.0", "origin1/www used 50.0");
    }

    @Test
    void whereNoPageTellsThereIsNothing() {
        assertThat(look(pool("mute", Optional.empty()), pool("odd", Optional.of("/other"))))
                .isEmpty();
    }
}
