package org.headroom.cli.demo.status;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.headroom.cli.demo.origin.DemoOrigin;

/** Plain HTTP on loopback: {@code /server-status?auto} and {@code /fpm-status}, with {@code json} and {@code full}. */
public final class StatusListener implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Server server;
    private final ServerConnector connector;

    private StatusListener(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Listens on a free port. */
    public static StatusListener start(DemoOrigin origin, InstantSource clock, String name) throws IOException {
        var threads = new QueuedThreadPool(4, 1);
        threads.setName("demo-status");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        var server = new Server(threads);
        server.setStopTimeout(0);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(HOST);
        server.addConnector(connector);
        server.setHandler(new Pages(origin, clock, name));
        var listener = new StatusListener(server, connector);
        listener.startServer();
        return listener;
    }

    /** Address of a path with query. */
    public URI uri(String pathAndQuery) {
        return URI.create("http://" + HOST + ":" + connector.getLocalPort() + pathAndQuery);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the demo's status listener did not stop", e);
        }
    }

    private void startServer() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IOException("the demo's status listener did not start", e);
        }
    }

    private static final class Pages extends Handler.Abstract.NonBlocking {
        private final DemoOrigin origin;
        private final InstantSource clock;
        private final ApacheStatus apache;
        private final FpmStatus fpm;

        Pages(DemoOrigin origin, InstantSource clock, String name) {
            Instant started = clock.instant();
            this.origin = origin;
            this.clock = clock;
            this.apache = new ApacheStatus(started, name);
            this.fpm = new FpmStatus(started);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String query = request.getHttpURI().getQuery();
            List<String> options = query == null ? List.of() : Arrays.asList(query.split("&"));
            return switch (Request.getPathInContext(request)) {
                case "/server-status" -> answer(response, callback, "text/plain; charset=ISO-8859-1", apacheStatus());
                case "/fpm-status" -> fpmStatus(options, response, callback);
                default -> false; // Jetty answers 404
            };
        }

        private String apacheStatus() {
            return apache.render(origin.snapshot(), clock.instant());
        }

        private boolean fpmStatus(List<String> options, Response response, Callback callback) {
            boolean full = options.contains("full");
            var pool = origin.snapshot().fpm();
            return options.contains("json")
                    ? answer(response, callback, "application/json", fpm.json(pool, clock.instant(), full))
                    : answer(response, callback, "text/plain;charset=UTF-8", fpm.text(pool, clock.instant(), full));
        }

        private static boolean answer(Response response, Callback callback, String type, String text) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache, no-store, must-revalidate, max-age=0");
            response.write(true, StandardCharsets.UTF_8.encode(text), callback);
            return true;
        }
    }
}
