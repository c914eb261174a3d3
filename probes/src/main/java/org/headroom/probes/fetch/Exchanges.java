package org.headroom.probes.fetch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.headroom.probes.fetch.StatusPage.Body;
import org.headroom.probes.fetch.StatusPage.Fetched;
import org.headroom.probes.fetch.StatusPage.Unavailable;

/** Sends one request of either transport and puts what came into words. */
final class Exchanges {
    /** A status page of a thousand children is some 400 kB; whatever is longer is no status page. */
    private static final int LONGEST_PAGE = 2 * 1024 * 1024;

    private Exchanges() {}

    /** Sends over a connection that may be kept for the next request. */
    static Fetched send(Request request, Duration deadline, String where) {
        return answerOf(request, deadline, where, CompletableResponseListener::send);
    }

    /**
     * Sends over a connection of its own, which the server closes after its answer.
     *
     * <p>It is not closed here: Jetty's own thread may still be reading from it when the answer is complete, and closing
     * it then gives its buffer to another connection (seen as "unknown frame type 0" and lost answers).
     */
    static Fetched sendAlone(HttpClient client, Request request, Duration deadline, String where) {
        CompletableFuture<Connection> connecting =
                client.resolveDestination(request).newConnection();
        return answerOf(
                request, deadline, where, listener -> connecting.thenCompose(connection -> listener.send(connection)));
    }

    private static Fetched answerOf(
            Request request,
            Duration deadline,
            String where,
            Function<CompletableResponseListener, CompletableFuture<ContentResponse>> sender) {
        request.timeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
        try {
            // Jetty's own timeout ends the request; the second one bounds what happens before it is sent.
            ContentResponse response = sender.apply(new CompletableResponseListener(request, LONGEST_PAGE))
                    .get(deadline.toMillis() + 50, TimeUnit.MILLISECONDS);
            return answered(response, where);
        } catch (TimeoutException _) {
            return late(deadline, where);
        } catch (ExecutionException e) {
            return rootOf(e) instanceof TimeoutException ? late(deadline, where) : failed(rootOf(e), where);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Unavailable("interrupted while asking " + where, "none needed: the run was ending");
        }
    }

    private static Fetched answered(ContentResponse response, String where) {
        int status = response.getStatus();
        if (status == 200) {
            return new Body(response.getContentAsString());
        }
        String advice = switch (status) {
            case 401, 403 -> "allow this machine's address to read it (Require ip …)";
            case 404 -> "check the path; the status page must be switched on in the daemon's configuration";
            case 500, 502, 503, 504 -> "see whether the daemon behind it is running and not overloaded";
            default -> "check the address in the stack file";
        };
        return new Unavailable(where + " answered " + status, advice);
    }

    private static Unavailable late(Duration deadline, String where) {
        return new Unavailable(
                where + " did not answer within " + deadline.toMillis() + " ms",
                "see whether the daemon has a free worker to answer with; a PHP-FPM pool has one if pm.status_listen is set");
    }

    private static Unavailable failed(Throwable root, String where) {
        String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new Unavailable(
                "cannot read " + where + ": " + words, "see whether the daemon is running and listens there");
    }

    private static Throwable rootOf(ExecutionException e) {
        Throwable root = e;
        for (Throwable next = e.getCause(); next != null && !next.equals(root); next = next.getCause()) {
            root = next;
        }
        return root;
    }
}
