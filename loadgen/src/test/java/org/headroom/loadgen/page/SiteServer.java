package org.headroom.loadgen.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
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
import org.headroom.loadgen.transport.TestCertificate;

/**
 * A real small site in this process: plain http redirects to https; the document sets a cookie, the style sheet is to be
 * revalidated, the logo may be kept.
 */
final class SiteServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector plain;
    private final ServerConnector secure;
    private final String host;
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    private SiteServer(TestCertificate certificate, String host) throws Exception {
        this.host = host;
        QueuedThreadPool threads = new QueuedThreadPool(50, 4);
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(certificate.keyStore());
        context.setKeyStorePassword("");
        context.setSniRequired(false);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        secure = new ServerConnector(
                server,
                1,
                1,
                new SslConnectionFactory(context, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(configuration),
                new HttpConnectionFactory(configuration));
        plain = new ServerConnector(server, 1, 1, new HttpConnectionFactory());
        for (ServerConnector connector : List.of(secure, plain)) {
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
        }
        server.setHandler(new Site());
        server.start();
    }

    static SiteServer start(TestCertificate certificate, String host) {
        try {
            return new SiteServer(certificate, host);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int httpsPort() {
        return secure.getLocalPort();
    }

    int httpPort() {
        return plain.getLocalPort();
    }

    /** Scheme, path and what browsers add, in order. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Site extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            HttpFields headers = request.getHeaders();
            String path = request.getHttpURI().getPathQuery();
            boolean asksIfChanged = headers.contains(HttpHeader.IF_NONE_MATCH, "\"v1\"");
            seen.add((request.isSecure() ? "https " : "http ")
                    + path
                    + (headers.contains(HttpHeader.COOKIE) ? " cookie" : " no cookie")
                    + (headers.contains(HttpHeader.IF_NONE_MATCH) ? " if-none-match" : ""));
            HttpFields.Mutable answer = response.getHeaders();
            if (!request.isSecure()) {
                response.setStatus(301);
                answer.put(HttpHeader.LOCATION, "https://" + host + ":" + httpsPort() + path);
                Content.Sink.write(response, true, "<h1>Moved</h1>", callback);
                return true;
            }
            switch (path) {
                case "/" -> answer.put(HttpHeader.SET_COOKIE, "seen=1; Path=/; Secure; HttpOnly");
                case "/style.css" -> {
                    answer.put(HttpHeader.ETAG, "\"v1\"");
                    answer.put(HttpHeader.CACHE_CONTROL, "no-cache");
                }
                case "/logo.png" -> answer.put(HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");
                default -> response.setStatus(404);
            }
            if (asksIfChanged) {
                response.setStatus(304);
                callback.succeeded();
            } else {
                response.write(true, ByteBuffer.wrap(("body of " + path).getBytes(StandardCharsets.UTF_8)), callback);
            }
            return true;
        }
    }
}
