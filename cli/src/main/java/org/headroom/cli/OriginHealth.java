package org.headroom.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.tier.Wiring;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.headroom.tuner.apply.Finding;
import org.headroom.tuner.apply.HealthCheck;

/** What {@code check} says of an origin's Apache and PHP-FPM, and of the sites and proxies in front of it. */
final class OriginHealth implements HealthCheck, AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Selection TIERS = new Selection(List.of("nginx", "apache", "fpm"), List.of());
    private static final Set<String> OF_ORIGINS = Set.of("apache", "fpm");

    private final StackWatch watch;
    private final String origin;

    OriginHealth(Stack stack, Origin origin, Clock clock) {
        this.watch = StackWatch.of(stack, TIERS, Wiring.Purpose.CHECK, clock);
        this.origin = origin.name();
    }

    @Override
    public List<Finding> look() {
        return watch.looker().look(Past.NONE, DEADLINE).verdicts().stream()
                .filter(this::concerns)
                .flatMap(verdict -> finding(verdict).stream())
                .toList();
    }

    /** Another origin's state is not of this one's making; a site's or a proxy's may be. */
    private boolean concerns(Verdict verdict) {
        String host = verdict.host();
        return !OF_ORIGINS.contains(verdict.probe())
                || host.equals(origin)
                || host.startsWith(origin + "/")
                || host.startsWith(origin + ":");
    }

    // What could not be asked says nothing: where the origin's daemons do not answer, that is no such verdict.
    static List<Finding> finding(Verdict verdict) {
        return switch (verdict.level()) {
            case OK, UNKNOWN -> List.of();
            case WARNING -> List.of(new Finding(verdict.key(), Finding.Severity.DOUBTFUL, words(verdict)));
            case CRITICAL -> List.of(new Finding(verdict.key(), Finding.Severity.BROKEN, words(verdict)));
        };
    }

    private static String words(Verdict verdict) {
        return verdict.probe() + " " + verdict.host() + ": " + verdict.message();
    }

    @Override
    public void close() {
        watch.close();
    }
}
