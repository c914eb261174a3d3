package org.headroom.probes.fpm;

import java.util.List;
import java.util.stream.Collectors;
import org.headroom.probes.fpm.FpmView.PoolView;
import org.headroom.probes.health.Figures;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.ProbeFailure;

/**
 * Whether PHP-FPM runs on an origin: one verdict for all its pools, since they live and die with one master.
 *
 * <p>By the host's processes; where it cannot be looked at, by whether any pool answers. No alarm for a host that is
 * away, nor when all that is known is that Apache, through which the pages go, is down: both have alarms of their own.
 */
final class RunningRule implements HealthRule {
    private static final String CHECK = "running";
    private static final String NO_WAY = "the host cannot be looked at, and no pool has a status page";

    @Override
    public List<Verdict> judge(Health health) {
        return FpmView.all(health).stream()
                .map(view ->
                        view.away() ? notJudged(view, "the host is away") : view.looked() ? seen(view) : answered(view))
                .toList();
    }

    private static Verdict seen(FpmView view) {
        if (!view.mayRun()) {
            long orphans = Math.round(view.seen("orphans").orElse(0));
            String left = orphans == 0
                    ? " are down"
                    : "; " + orphans + " of their children still serve, and nobody replaces them";
            return Verdict.of(
                    "fpm",
                    view.host(),
                    CHECK,
                    Level.CRITICAL,
                    "PHP-FPM is not running on " + view.host() + ": pools " + names(view) + left,
                    "see the end of its log, check with 'php-fpm -t' (Debian: php-fpmVERSION -t), start it:"
                            + " systemctl start php-fpm (Debian: phpVERSION-fpm)");
        }
        long children = Math.round(view.pools().stream()
                .mapToDouble(pool -> pool.seen("children").orElse(0))
                .sum());
        String since = view.seen("age").isPresent()
                ? " for " + Figures.span(view.seen("age").getAsDouble())
                : "";
        String replaced = view.seenFact("deleted")
                .map(file -> "; it runs from " + file + ", which an upgrade has replaced: restart it when convenient")
                .orElse("");
        return Verdict.ok(
                "fpm",
                view.host(),
                CHECK,
                "PHP-FPM runs" + since + ": " + view.pools().size() + " pools, " + children + " children" + replaced);
    }

    /** Well as far as this rule goes: somebody else's alarm tells. */
    private static Verdict notJudged(FpmView view, String why) {
        return Verdict.ok("fpm", view.host(), CHECK, "not judged: " + why);
    }

    private static Verdict answered(FpmView view) {
        List<PoolView> asked = view.pools().stream().filter(PoolView::asked).toList();
        if (asked.isEmpty()) {
            return Verdict.of(
                    "fpm",
                    view.host(),
                    CHECK,
                    Level.UNKNOWN,
                    NO_WAY,
                    "give the stack file a way: ssh, or a status-url");
        }
        if (asked.stream().allMatch(PoolView::hiddenByApache)) {
            return notJudged(view, "Apache, through which the status pages go, is down");
        }
        long answering = asked.stream().filter(PoolView::answers).count();
        if (answering > 0) {
            String others = answering == asked.size() ? "" : " of " + asked.size();
            return Verdict.ok("fpm", view.host(), CHECK, "PHP-FPM answers for " + answering + others + " pools");
        }
        ProbeFailure first = asked.stream()
                .flatMap(pool -> pool.failure().stream())
                .findFirst()
                .orElseThrow();
        boolean strange = asked.stream()
                .flatMap(pool -> pool.failure().stream())
                .allMatch(failure -> failure.cause() == ProbeFailure.Cause.OTHER);
        return Verdict.of(
                        "fpm",
                        view.host(),
                        CHECK,
                        strange ? Level.UNKNOWN : Level.CRITICAL,
                        "no pool of PHP-FPM on " + view.host() + " answers (" + names(view) + "): " + first.problem(),
                        first.advice())
                .asMomentary();
    }

    private static String names(FpmView view) {
        return view.pools().stream().map(pool -> pool.pool().pool()).collect(Collectors.joining(", "));
    }
}
