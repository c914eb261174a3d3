package org.headroom.probes.fetch;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.headroom.probes.fetch.StatusPage.Unavailable;
import org.headroom.probes.reading.ProbeFailure.Cause;

/** Puts into words why there is no page. */
final class NoPage {
    private NoPage() {}

    static Unavailable answered(int status, String where) {
        String advice = switch (status) {
            case 401, 403 -> "allow this machine's address to read it (Require ip …)";
            case 404 -> "check the path; the status page must be switched on in the daemon's configuration";
            case 500, 502, 503, 504 -> "see whether the daemon behind it is running and not overloaded";
            default -> "check the address in the stack file";
        };
        return new Unavailable(where + " answered " + status, advice, status >= 500 ? Cause.BROKEN : Cause.OTHER);
    }

    static Unavailable late(Duration deadline, String where) {
        return new Unavailable(
                where + " did not answer within " + deadline.toMillis() + " ms",
                "see whether the daemon has a free worker to answer with; a PHP-FPM pool has one if pm.status_listen is set",
                Cause.SILENT);
    }

    static Unavailable failed(Throwable root, String where) {
        String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String what = root instanceof UnknownHostException ? "no address is known for " + words : words;
        Cause cause = switch (root) {
            case ConnectException _ -> Cause.REFUSED;
            case NoRouteToHostException _ -> Cause.SILENT;
            default -> Cause.OTHER;
        };
        return new Unavailable(
                "cannot read " + where + ": " + what, "see whether the daemon is running and listens there", cause);
    }

    static Unavailable interrupted(String where) {
        return new Unavailable("interrupted while asking " + where, "none needed: the run was ending", Cause.OTHER);
    }
}
