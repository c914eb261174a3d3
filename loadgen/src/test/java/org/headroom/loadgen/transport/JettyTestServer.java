package org.headroom.loadgen.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** h1 and h2 by Jetty's server. */
public final class JettyTestServer extends TestServer {
    private final Server server;
    private final ServerConnector connector;

    private JettyTestServer(List<ConnectionFactory> factories) {
        QueuedThreadPool threads = new QueuedThreadPool(400, 8);
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, factories.toArray(ConnectionFactory[]::new));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1000);
        server.addConnector(connector);
        server.setHandler(new Answers());
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static TestServer plain() {
        return new JettyTestServer(List.of(new HttpConnectionFactory()));
    }

    static TestServer h1(TestCertificate certificate) {
        return new JettyTestServer(List.of(tls(certificate, "http/1.1"), new HttpConnectionFactory(configuration())));
    }

    public static TestServer h2(TestCertificate certificate) {
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        return new JettyTestServer(
                List.of(tls(certificate, alpn.getProtocol()), alpn, new HTTP2ServerConnectionFactory(configuration())));
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        configuration.setOutputAggregationSize(0);
        return configuration;
    }

    private static SslConnectionFactory tls(TestCertificate certificate, String next) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        try {
            context.setKeyStore(certificate.keyStore());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        context.setKeyStorePassword("");
        context.setSniRequired(false);
        return new SslConnectionFactory(context, next);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    @Override
    int openConnections() {
        return connector.getConnectedEndPoints().size();
    }

    @Override
    public void close() {
        openGate();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Answers extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            TestAnswer answer = TestAnswer.to(request.getHttpURI().getPathQuery());
            EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            saw(new Seen(
                    request.getHttpURI().getPathQuery(),
                    endPoint.getRemoteSocketAddress().toString(),
                    Request.getServerName(request) + ":" + Request.getServerPort(request),
                    resumed(endPoint),
                    request.getHeaders().stream()
                            .map(field -> field.getLowerCaseName() + ": " + field.getValue())
                            .toList()));
            if (answer.held()) {
                awaitGate();
            }
            switch (answer.manner()) {
                case NEVER -> {
                    // Jetty does not notice that an h1 client has gone while a request is in the works.
                    awaitGate();
                    callback.failed(new QuietException.Exception("never answered as told"));
                }
                case DIE -> {
                    endPoint.close();
                    callback.failed(new QuietException.Exception("died as told"));
                }
                case ECHO -> response.write(true, Content.Source.asByteBuffer(request), callback);
                case PLAIN, GATED, HELD, CUT, RESET, LAST -> answer(answer, response, endPoint, callback);
            }
            return true;
        }

        private void answer(TestAnswer answer, Response response, EndPoint endPoint, Callback callback)
                throws Exception {
            response.setStatus(answer.status());
            answer.headers().forEach(response.getHeaders()::put);
            if (answer.manner() == TestAnswer.Manner.LAST) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
            switch (answer.manner()) {
                case GATED -> {
                    Content.Sink.write(response, false, answer.first());
                    awaitGate();
                    response.write(true, answer.rest(), callback);
                }
                case CUT -> {
                    Content.Sink.write(response, false, answer.first());
                    endPoint.close();
                    callback.failed(new QuietException.Exception("cut as told"));
                }
                case RESET -> {
                    Content.Sink.write(response, false, answer.first());
                    callback.failed(new QuietException.Exception("reset as told"));
                }
                case PLAIN, HELD, NEVER, LAST, DIE, ECHO -> response.write(true, answer.first(), callback);
            }
        }

        /** A resumed session is older than the connection. */
        private boolean resumed(EndPoint endPoint) {
            EndPoint.@Nullable SslSessionData tls = endPoint.getSslSessionData();
            return tls != null && tls.sslSession().getCreationTime() < endPoint.getCreatedTimeStamp();
        }
    }
}
