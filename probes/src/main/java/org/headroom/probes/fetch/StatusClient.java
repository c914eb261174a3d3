package org.headroom.probes.fetch;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The clients that all probes of a run share; each is started when it is first needed. */
public final class StatusClient implements AutoCloseable {
    private static final String USER_AGENT = "headroom-probe";
    private static final int IDLE_MILLIS = 30_000;

    private final HttpClient http = new HttpClient(new HttpClientTransportOverHTTP(connector()));
    private final HttpClient fastCgi = new HttpClient(new StatusTransport(connector()));

    public StatusClient() {
        configure(http, "probes-http");
        configure(fastCgi, "probes-fastcgi");
    }

    /** A page over HTTP/1.1; certificates are verified. */
    public StatusPage http(URI url) {
        return new HttpStatusPage(this::startedHttp, url);
    }

    /** A page of a FastCGI server that listens at {@code address}. */
    public StatusPage fastCgi(FastCgiAddress address, String path, String query) {
        return new FastCgiStatusPage(this::startedFastCgi, address, path, query);
    }

    @Override
    public void close() {
        stop(http);
        stop(fastCgi);
    }

    private HttpClient startedHttp() {
        return started(http);
    }

    private HttpClient startedFastCgi() {
        return started(fastCgi);
    }

    private static HttpClient started(HttpClient client) {
        try {
            client.start();
            return client;
        } catch (Exception e) {
            throw new IllegalStateException("the probes' client did not start", e);
        }
    }

    private static void stop(HttpClient client) {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the probes' client did not stop", e);
        }
    }

    private static void configure(HttpClient client, String name) {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName(name);
        threads.setDaemon(true);
        client.setExecutor(threads);
        client.setFollowRedirects(false);
        client.setIdleTimeout(IDLE_MILLIS);
        client.setUserAgentField(new HttpField("User-Agent", USER_AGENT));
    }

    private static ClientConnector connector() {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        return connector;
    }
}
