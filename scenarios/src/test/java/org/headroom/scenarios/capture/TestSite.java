package org.headroom.scenarios.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A real server with hand-written files; remembers what it was asked for. */
final class TestSite {
    private record File(int status, String type, Map<String, String> headers, ByteBuffer body) {}

    private final ServerConnector connector;
    private final Map<String, File> files = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> cookies = new CopyOnWriteArrayList<>();

    static TestSite plain() throws Exception {
        Server server = new Server();
        return new TestSite(server, new ServerConnector(server));
    }

    static TestSite tls(SslContextFactory.Server tls) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, tls);
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .getCustomizer(SecureRequestCustomizer.class)
                .setSniHostCheck(false);
        return new TestSite(server, connector);
    }

    private TestSite(Server server, ServerConnector connector) throws Exception {
        this.connector = connector;
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Files());
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    List<String> cookies() {
        return List.copyOf(cookies);
    }

    TestSite html(String path, String body) {
        return file(path, 200, "text/html; charset=utf-8", Map.of("Set-Cookie", "session=1"), bytes(body));
    }

    TestSite css(String path, String body) {
        return file(path, 200, "text/css", Map.of("ETag", "\"1\""), bytes(body));
    }

    TestSite binary(String path, String type, int size) {
        return file(path, 200, type, Map.of("Cache-Control", "max-age=3600"), new byte[size]);
    }

    TestSite redirect(String path, String location) {
        return file(path, 302, "text/html", Map.of("Location", location), bytes(""));
    }

    TestSite gzipped(String path, String type, String body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(body));
        }
        return file(path, 200, type, Map.of("Content-Encoding", "gzip"), out.toByteArray());
    }

    TestSite file(String path, int status, String type, Map<String, String> headers, byte[] body) {
        files.put(path, new File(status, type, headers, ByteBuffer.wrap(body)));
        return this;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void close() throws Exception {
        connector.getServer().stop();
    }

    private final class Files extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = request.getHttpURI().getPathQuery();
            asked.add(path);
            String cookie = request.getHeaders().get(HttpHeader.COOKIE);
            if (cookie != null) {
                cookies.add(cookie);
            }
            File file = files.get(path);
            if (file == null) {
                response.setStatus(404);
                response.write(true, ByteBuffer.wrap(bytes("not here")), callback);
                return true;
            }
            response.setStatus(file.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, file.type());
            file.headers().forEach(response.getHeaders()::put);
            response.write(true, file.body().duplicate(), callback);
            return true;
        }
    }
}
