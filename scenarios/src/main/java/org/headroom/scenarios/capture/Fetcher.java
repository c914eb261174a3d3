package org.headroom.scenarios.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.ResourceKind;

/** Asks for one URL at a time, over h1, without cookies, credentials or following redirects. */
final class Fetcher implements AutoCloseable {
    private static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Headroom-capture/1";

    private final HttpClient client = new HttpClient();
    private final CaptureLimits limits;

    /**
     * Opens a client.
     *
     * @throws IOException when the CA file cannot be used
     */
    Fetcher(TrustPolicy trust, AddressBook book, CaptureLimits limits) throws IOException {
        this.limits = limits;
        SslContextFactory.Client tls = new SslContextFactory.Client(trust instanceof TrustPolicy.Insecure);
        tls.setSslContext(TrustManagers.sslContext(trust));
        tls.setEndpointIdentificationAlgorithm(trust instanceof TrustPolicy.Insecure ? null : "HTTPS");
        client.setSslContextFactory(tls);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, USER_AGENT));
        client.setSocketAddressResolver(new BookResolver(book));
        client.setConnectTimeout(limits.fetchTime().toMillis());
        client.setIdleTimeout(limits.fetchTime().toMillis());
        client.setMaxResponseHeadersSize(64 * 1024);
        try {
            client.start();
        } catch (Exception e) {
            throw new IOException("cannot start the HTTP client: " + e.getMessage(), e);
        }
    }

    /** Asks for a URL; only documents' and style sheets' bodies are kept. */
    Answer fetch(WebUrl url, ResourceKind kind) throws InterruptedException {
        Collector collector =
                new Collector(limits.bodyBytes(), kind == ResourceKind.DOCUMENT || kind == ResourceKind.CSS);
        try {
            Request request = client.newRequest(url.toString())
                    .timeout(limits.fetchTime().toMillis(), TimeUnit.MILLISECONDS)
                    .headers(fields ->
                            fields.put(HttpHeader.ACCEPT, accept(kind)).put(HttpHeader.ACCEPT_LANGUAGE, "en,*;q=0.5"));
            request.send(collector);
        } catch (RuntimeException e) {
            return new Answer.Failed(reason(e));
        }
        return collector.answer();
    }

    private static String accept(ResourceKind kind) {
        return switch (kind) {
            case DOCUMENT -> "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
            case CSS -> "text/css,*/*;q=0.1";
            case IMAGE -> "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5";
            case JS, FONT, FETCH, OTHER -> "*/*";
        };
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception _) {
            // nothing that a user could do about it
        }
    }

    /** What went wrong, for a line that begins with the URL. */
    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException _, UnresolvedAddressException _ -> {
                    return "its name does not resolve";
                }
                case ConnectException _ -> {
                    return "the connection was refused or led nowhere";
                }
                case TimeoutException _ -> {
                    return "it took longer than allowed";
                }
                case SSLException tls -> {
                    return tlsReason(tls);
                }
                default -> {}
            }
        }
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return "the connection broke (" + failure.getClass().getSimpleName() + ": " + message + ")";
    }

    private static String tlsReason(SSLException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        boolean untrusted = message.contains("unable to find valid certification path");
        String plain = untrusted ? "no trusted CA signed its certificate" : message;
        return "TLS failed: " + plain + " (--cacert names a CA to trust, --insecure trusts everything)";
    }

    /** Sends connections where the address book says. */
    private record BookResolver(AddressBook book) implements SocketAddressResolver {
        @Override
        public void resolve(
                String host,
                int port,
                java.util.Map<String, Object> context,
                Promise<List<InetSocketAddress>> promise) {
            try {
                List<InetAddress> addresses = book.addresses(host, port);
                promise.succeeded(addresses.stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList());
            } catch (UnknownHostException e) {
                promise.failed(e);
            }
        }
    }

    /** Collects one answer and stops at the size limit. */
    private static final class Collector implements Response.Listener {
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final long maxBytes;
        private final boolean keep;
        private long size;
        private boolean cut;

        Collector(long maxBytes, boolean keep) {
            this.maxBytes = maxBytes;
            this.keep = keep;
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            size += content.remaining();
            if (size > maxBytes) {
                cut = true;
                var _ = response.abort(new IOException("body larger than allowed"));
                return;
            }
            if (keep) {
                byte[] bytes = new byte[content.remaining()];
                content.get(bytes);
                body.writeBytes(bytes);
            }
        }

        @Override
        public void onComplete(Result result) {
            Throwable failure = result.getFailure();
            if (failure == null || cut) {
                answer.complete(received(result.getResponse()));
            } else {
                answer.complete(new Answer.Failed(reason(failure)));
            }
        }

        private Answer received(Response response) {
            HttpFields headers = response.getHeaders();
            boolean validator = headers.contains(HttpHeader.ETAG) || headers.contains(HttpHeader.LAST_MODIFIED);
            return new Answer.Received(
                    response.getStatus(),
                    Optional.ofNullable(headers.get(HttpHeader.CONTENT_TYPE)).orElse(""),
                    Optional.ofNullable(headers.get(HttpHeader.LOCATION)),
                    Cacheability.of(
                            response.getStatus(),
                            Optional.ofNullable(headers.get(HttpHeader.CACHE_CONTROL)),
                            headers.contains(HttpHeader.EXPIRES),
                            validator),
                    ByteBuffer.wrap(body.toByteArray()).asReadOnlyBuffer(),
                    size,
                    cut);
        }

        Answer answer() throws InterruptedException {
            try {
                return answer.get();
            } catch (java.util.concurrent.ExecutionException e) {
                return new Answer.Failed(reason(e));
            }
        }
    }
}
