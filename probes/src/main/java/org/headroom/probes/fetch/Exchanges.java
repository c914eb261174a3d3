package org.headroom.probes.fetch;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.headroom.probes.fetch.StatusPage.Body;
import org.headroom.probes.fetch.StatusPage.Fetched;

/** Sends a request to a FastCGI server and puts what came into words. */
final class Exchanges {
    /** A status page of a thousand children is some 400 kB; whatever is longer is no status page. */
    static final int LONGEST_PAGE = 2 * 1024 * 1024;

    private Exchanges() {}

    /**
     * Sends over a connection of its own, which the server closes after its answer.
     *
     * <p>It is not closed here: Jetty's own thread may still be reading from it when the answer is complete, and closing
     * it then gives its buffer to another connection (seen as "unknown frame type 0" and lost answers).
     */
    static Fetched sendAlone(HttpClient client, Request request, Duration deadline, String where) {
        request.timeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
        try {
            // Jetty's own timeout ends the request; the second one bounds what happens before it is sent.
            CompletableResponseListener listener = new CompletableResponseListener(request, LONGEST_PAGE);
            ContentResponse response = client.resolveDestination(request)
                    .newConnection()
                    .thenCompose(listener::send)
                    .get(deadline.toMillis() + 50, TimeUnit.MILLISECONDS);
            return answered(response, where);
        } catch (TimeoutException _) {
            return NoPage.late(deadline, where);
        } catch (ExecutionException e) {
            return rootOf(e) instanceof TimeoutException
                    ? NoPage.late(deadline, where)
                    : NoPage.failed(rootOf(e), where);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return NoPage.interrupted(where);
        }
    }

    private static Fetched answered(ContentResponse response, String where) {
        int status = response.getStatus();
        if (status == 200) {
            return new Body(response.getContentAsString());
        }
        return NoPage.answered(status, where);
    }

    private static Throwable rootOf(ExecutionException e) {
        Throwable root = e;
        for (Throwable next = e.getCause(); next != null && !next.equals(root); next = next.getCause()) {
            root = next;
        }
        return root;
    }
}
