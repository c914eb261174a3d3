package org.headroom.cli.demo.front;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The TLS listener for h1 and h2, chosen by ALPN. */
public final class TcpFront implements AutoCloseable {
    private static final int STREAMS_PER_CONNECTION = 256;
    private static final int ACCEPT_QUEUE = 1024;

    private final Server server;

    private TcpFront(Server server) {
        this.server = server;
    }

    /**
     * Serves on a socket that is bound already; closes it in the end.
     *
     * @param altSvc value of Alt-Svc, if h3 is served too
     */
    public static TcpFront start(
            ServerSocketChannel socket, ServerIdentity identity, Proxy proxy, Optional<String> altSvc)
            throws IOException, GeneralSecurityException {
        var threads = new QueuedThreadPool(16, 4);
        threads.setName("demo-front");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        var server = new Server(threads);
        server.setStopTimeout(0);
        var connector = new ServerConnector(server, 1, 1, factories(identity));
        connector.setIdleTimeout(75_000);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.open(socket);
        server.addConnector(connector);
        server.setHandler(new Requests(proxy, altSvc, threads));
        var front = new TcpFront(server);
        front.startServer();
        return front;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the demo's TLS front did not stop", e);
        }
    }

    private void startServer() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IOException("the demo's TLS front did not start", e);
        }
    }

    private static ConnectionFactory[] factories(ServerIdentity identity) throws IOException, GeneralSecurityException {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        var h1 = new HttpConnectionFactory(http);
        var h2 = new HTTP2ServerConnectionFactory(http);
        h2.setMaxConcurrentStreams(STREAMS_PER_CONNECTION);
        // The guard against floods would end the connections of a load generator.
        h2.setRateControlFactory(new RateControl.Factory() {});
        var alpn = new ALPNServerConnectionFactory(); // takes the connector's protocols, spelt as ALPN spells them
        alpn.setDefaultProtocol(h1.getProtocol());
        var tls = new SslContextFactory.Server();
        String password = "in memory only";
        tls.setKeyStore(identity.keyStore(password));
        tls.setKeyStorePassword(password);
        return new ConnectionFactory[] {new SslConnectionFactory(tls, alpn.getProtocol()), alpn, h2, h1};
    }

    /** Never blocks: the origin calls back, and the answer is encrypted and written on a thread of the pool. */
    private static final class Requests extends Handler.Abstract.NonBlocking {
        private final Proxy proxy;
        private final Optional<String> altSvc;
        private final QueuedThreadPool threads;

        Requests(Proxy proxy, Optional<String> altSvc, QueuedThreadPool threads) {
            this.proxy = proxy;
            this.altSvc = altSvc;
            this.threads = threads;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Optional<String> ifNoneMatch =
                    Optional.ofNullable(request.getHeaders().get(HttpHeader.IF_NONE_MATCH));
            proxy.handle(
                    request.getMethod(),
                    request.getHttpURI().getPathQuery(),
                    ifNoneMatch,
                    answer -> threads.execute(() -> write(answer, response, callback)));
            return true;
        }

        private void write(Answer answer, Response response, Callback callback) {
            response.setStatus(answer.status());
            HttpFields.Mutable headers = response.getHeaders();
            for (Map.Entry<String, String> header : answer.headers()) {
                headers.add(header.getKey(), header.getValue());
            }
            altSvc.ifPresent(value -> headers.add("alt-svc", value));
            response.write(true, answer.body().duplicate(), callback);
        }
    }
}
