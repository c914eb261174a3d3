package org.headroom.probes.fetch;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The clients that all probes of a run share; each is started when it is first needed.
 *
 * <p>HTTP goes over the JDK's {@link java.net.HttpURLConnection}: twelve status pages cost a cold JVM 0.07 s of CPU with
 * it, 0.24 s with {@code java.net.http} and 0.6 s with Jetty (docs/decisions.md). FastCGI goes over Jetty's client, which
 * is not started where no page wants it.
 */
public final class StatusClient implements AutoCloseable {
    static final String USER_AGENT = "headroom-probe";
    private static final int IDLE_MILLIS = 30_000;

    /**
     * Platform threads: a virtual one that waits for a socket starts the JDK's poller, for which the JVM then waits 300 ms
     * when it ends.
     */
    private final ExecutorService http = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("probes-http-", 0).daemon().factory());

    private final Lazy fastCgi = new Lazy();

    /** A page over HTTP/1.1; certificates are verified. */
    public StatusPage http(URI url) {
        return new HttpStatusPage(http, url);
    }

    /** A page of a FastCGI server that listens at {@code address}. */
    public StatusPage fastCgi(FastCgiAddress address, String path, String query) {
        return new FastCgiStatusPage(fastCgi::started, address, path, query);
    }

    @Override
    public void close() {
        http.shutdownNow();
        fastCgi.stop();
    }

    /** Jetty's client, made when it is first needed: its classes alone cost a tenth of a second of CPU. */
    private static final class Lazy {
        private @Nullable HttpClient client;

        synchronized HttpClient started() {
            HttpClient known = client;
            if (known != null) {
                return known;
            }
            HttpClient made = new HttpClient(new StatusTransport(connector()));
            // Here, by one thread: Jetty's classes for TCP and unix sockets wait for each other for ever when two
            // threads
            // need them first at the same moment (12.1.10).
            made.addBean(Transport.TCP_IP);
            QueuedThreadPool threads = new QueuedThreadPool(16, 2);
            threads.setName("probes-fastcgi");
            threads.setDaemon(true);
            made.setExecutor(threads);
            made.setFollowRedirects(false);
            made.setIdleTimeout(IDLE_MILLIS);
            made.setUserAgentField(new HttpField("User-Agent", USER_AGENT));
            try {
                made.start();
            } catch (Exception e) {
                throw new IllegalStateException("the probes' client did not start", e);
            }
            client = made;
            return made;
        }

        synchronized void stop() {
            if (client == null) {
                return;
            }
            try {
                client.stop();
            } catch (Exception e) {
                throw new IllegalStateException("the probes' client did not stop", e);
            }
        }

        private static ClientConnector connector() {
            ClientConnector connector = new ClientConnector();
            connector.setSelectors(1);
            return connector;
        }
    }
}
