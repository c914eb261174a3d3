package org.headroom.loadgen.transport.jetty;

import java.util.Objects;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Jetty's client with everything switched off that would act on its own. */
final class VisitorHttpClient extends HttpClient {
    static final String DESTINATION = RouteDestination.class.getName();
    /** Browsers keep idle connections for minutes; the server is the one to close them. */
    private static final long IDLE_MILLIS = 300_000;

    private static final int HEADERS_BYTES = 64 * 1024;

    VisitorHttpClient(HttpClientTransport transport, QueuedThreadPool threads) {
        super(transport);
        setName(threads.getName());
        setExecutor(threads);
        setScheduler(new ScheduledExecutorScheduler(threads.getName() + "-timer", true));
        setFollowRedirects(false);
        setUserAgentField(null);
        setHttpCookieStore(new HttpCookieStore.Empty());
        setIdleTimeout(IDLE_MILLIS);
        setMaxRequestsQueuedPerDestination(Integer.MAX_VALUE);
        setMaxRequestHeadersSize(HEADERS_BYTES);
        setMaxResponseHeadersSize(HEADERS_BYTES);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // The handlers of interim answers (100, 102, 103) stay.
        for (String name : new String[] {"redirect", "www-authenticate", "proxy-authenticate", "upgrade"}) {
            getProtocolHandlers().remove(name);
        }
        getContentDecoderFactories().clear();
    }

    @Override
    public void close() {
        LifeCycle.stop(this);
    }

    /** Asked when Jetty finds a connection closed before it wrote a byte, and sends over another one. */
    @Override
    public Destination resolveDestination(Request request) {
        return (Destination) Objects.requireNonNull(request.getAttributes().get(DESTINATION));
    }
}
