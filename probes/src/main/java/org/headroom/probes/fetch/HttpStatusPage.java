package org.headroom.probes.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A status page over HTTP/1.1; the connection is kept for the next time. */
final class HttpStatusPage implements StatusPage {
    private final ExecutorService executor;
    private final URI url;

    HttpStatusPage(ExecutorService executor, URI url) {
        this.executor = executor;
        this.url = url;
    }

    @Override
    public Fetched fetch(Duration deadline) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
            return inTime(connection, deadline);
        } catch (IOException e) {
            return NoPage.failed(e, where());
        }
    }

    @Override
    public String where() {
        return url.toString();
    }

    /** The connection's own timeouts are for each step; this one is for all of them. */
    private Fetched inTime(HttpURLConnection connection, Duration deadline) {
        try {
            Future<Fetched> asked = executor.submit(() -> ask(connection, deadline));
            return asked.get(deadline.toMillis() + 50, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            connection.disconnect();
            return NoPage.late(deadline, where());
        } catch (ExecutionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            return why instanceof SocketTimeoutException ? NoPage.late(deadline, where()) : NoPage.failed(why, where());
        } catch (InterruptedException _) {
            connection.disconnect();
            Thread.currentThread().interrupt();
            return NoPage.interrupted(where());
        } catch (RejectedExecutionException _) {
            return NoPage.interrupted(where());
        }
    }

    private Fetched ask(HttpURLConnection connection, Duration deadline) throws IOException {
        int millis = Math.clamp(deadline.toMillis(), 1, Integer.MAX_VALUE);
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("User-Agent", StatusClient.USER_AGENT);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            return status < 0
                    ? NoPage.failed(new IOException("what came is no HTTP"), where())
                    : NoPage.answered(status, where());
        }
        try (InputStream in = connection.getInputStream()) {
            byte[] body = in.readNBytes(Exchanges.LONGEST_PAGE + 1);
            if (body.length > Exchanges.LONGEST_PAGE) {
                connection.disconnect();
                throw new IOException("the answer is longer than " + Exchanges.LONGEST_PAGE + " bytes");
            }
            return new Body(new String(body, StandardCharsets.UTF_8));
        }
    }
}
