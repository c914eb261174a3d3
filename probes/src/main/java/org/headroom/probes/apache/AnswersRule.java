package org.headroom.probes.apache;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Figures;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.ProbeFailure;

/**
 * Whether Apache runs and answers its status page.
 *
 * <p>No alarm for a host that is away as a whole: that is the host's own.
 */
final class AnswersRule implements HealthRule {
    private static final String CHECK = "answers";

    @Override
    public List<Verdict> judge(Health health) {
        return ApacheView.all(health).stream()
                .map(view -> view.away()
                        ? Verdict.ok("apache", view.host(), CHECK, "not judged: the host is away")
                        : judge(view))
                .toList();
    }

    private static Verdict judge(ApacheView view) {
        Optional<ProbeFailure> failure = view.failure();
        if (failure.isEmpty()) {
            if (view.looked()
                    && view.seen("parents").orElse(1) == 0
                    && view.seen("orphans").orElse(0) > 0) {
                return orphaned(view);
            }
            return Verdict.ok("apache", view.host(), CHECK, "answers" + uptime(view.page("uptime")));
        }
        if (view.looked() && view.seen("parents").orElse(1) == 0) {
            return Verdict.of(
                    "apache",
                    view.host(),
                    CHECK,
                    Level.CRITICAL,
                    "Apache is not running on " + view.host(),
                    "see the end of its error log, check with 'apachectl configtest', start it: systemctl start apache2"
                            + " (httpd on RHEL)");
        }
        return unanswered(view, failure.get());
    }

    private static Verdict orphaned(ApacheView view) {
        return Verdict.of(
                "apache",
                view.host(),
                CHECK,
                Level.WARNING,
                "Apache's parent process is gone on " + view.host() + "; "
                        + Figures.count(view.seen("orphans"), "child process", "es")
                        + " of it still serve, and nobody replaces them",
                "restart Apache: end the processes that are left, then systemctl start apache2 (httpd on RHEL)");
    }

    private static Verdict unanswered(ApacheView view, ProbeFailure failure) {
        String runs = view.looked()
                ? "Apache runs on " + view.host() + " (" + Figures.count(view.seen("processes"), "process", "es")
                        + ") but "
                : "";
        return switch (failure.cause()) {
            case SILENT ->
                critical(
                        view,
                        (runs.isEmpty() ? "Apache on " + view.host() + ": " : runs) + failure.problem(),
                        "all its workers may be busy: see what they wait for (PHP-FPM, slow visitors); or it hangs: restart it");
            case REFUSED ->
                critical(
                        view,
                        (runs.isEmpty() ? "Apache on " + view.host() + " does not listen: " : runs) + failure.problem(),
                        runs.isEmpty()
                                ? "see whether it runs: systemctl status apache2 (httpd on RHEL)"
                                : "see whether it is just starting, and its Listen directives against the stack file's status-url");
            case BROKEN -> critical(view, "Apache on " + view.host() + ": " + failure.problem(), failure.advice());
            case OTHER -> Verdict.of("apache", view.host(), CHECK, Level.UNKNOWN, failure.problem(), failure.advice());
        };
    }

    /** Momentary: a restart is over in a second, and so is a burst. */
    private static Verdict critical(ApacheView view, String message, String advice) {
        return Verdict.of("apache", view.host(), CHECK, Level.CRITICAL, message, advice)
                .asMomentary();
    }

    private static String uptime(OptionalDouble seconds) {
        return seconds.isPresent() ? ", up for " + Figures.span(seconds.getAsDouble()) : "";
    }
}
