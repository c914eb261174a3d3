package org.headroom.probes.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * What a proxy's logs tell of errors towards its origins since the last check, as a rate. By their timestamps: nothing is
 * counted twice, and a log that was rotated is missed by nobody. Errors that have stopped are told of and are no alarm.
 */
final class NginxLogRule implements HealthRule {
    private static final String PROBE = NginxHostProbe.NAME;
    private static final String CHECK = "errors";
    private static final double USUAL_SECONDS = 60;
    /** What the last check itself caused is not counted. */
    private static final double MARGIN_SECONDS = 3;

    private static final double LEAST_SECONDS = 5;
    /** Errors younger than this go on. */
    private static final double FRESH_SECONDS = 4;

    /** More than what a check itself meets while an origin is away. */
    private static final int LEAST = 6;

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("errors_upstream_refused", "upstream connections refused"),
            Map.entry("errors_upstream_timed_out", "upstream timeouts"),
            Map.entry("errors_upstream_closed", "upstream connections closed prematurely"),
            Map.entry("errors_upstream_other", "other upstream errors"),
            Map.entry("errors_no_live_upstreams", "requests with no live upstream"),
            Map.entry("errors_worker_connections", "times without a free connection or file"),
            Map.entry("errors_tls", "TLS errors"),
            Map.entry("errors_worker_died", "workers killed by a signal"),
            Map.entry("errors_serious", "other serious entries"),
            Map.entry("access_status_502", "answers 502"),
            Map.entry("access_status_503", "answers 503"),
            Map.entry("access_status_504", "answers 504"));
    /** Those that visitors meet; TLS errors are mostly scanners. */
    private static final List<String> COUNTED = List.of(
            "errors_upstream_refused",
            "errors_upstream_timed_out",
            "errors_upstream_closed",
            "errors_upstream_other",
            "errors_no_live_upstreams",
            "errors_worker_connections",
            "errors_worker_died");

    private static final List<String> ANSWERS = List.of("access_status_502", "access_status_503", "access_status_504");

    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Proxy proxy : health.stack().proxies()) {
            if (health.now().fact(PROBE, proxy.name(), "errors_file").isPresent()
                    || health.now().fact(PROBE, proxy.name(), "access_file").isPresent()) {
                verdicts.add(judge(health, proxy));
            } else {
                health.now()
                        .fact(PROBE, proxy.name(), "errors_problem")
                        .ifPresent(why -> verdicts.add(Verdict.of(
                                PROBE,
                                proxy.name(),
                                CHECK,
                                Level.UNKNOWN,
                                "nginx's error log cannot be read: " + why,
                                "let the helper's user read it (group adm), or set ssh.sudo")));
            }
        }
        return verdicts;
    }

    private static Verdict judge(Health health, Proxy proxy) {
        double seconds = Math.clamp(
                health.seconds(PROBE, proxy.name()).orElse(USUAL_SECONDS + MARGIN_SECONDS) - MARGIN_SECONDS,
                LEAST_SECONDS,
                NginxHostProbe.WINDOW_SECONDS);
        double errors = sum(health, proxy, COUNTED, seconds);
        // An answer 502 is mostly an entry in the error log, too.
        double count = Math.max(errors, sum(health, proxy, ANSWERS, seconds));
        double rate = count / seconds;
        boolean goesOn = COUNTED.stream().anyMatch(kind -> fresh(health, proxy, kind))
                || ANSWERS.stream().anyMatch(kind -> fresh(health, proxy, kind));
        Level level = count >= LEAST && goesOn ? health.level(ThresholdName.NGINX_ERRORS, rate) : Level.OK;
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> kind :
                MEANINGS.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            double own = sum(health, proxy, List.of(kind.getKey()), seconds);
            if (own > 0) {
                words.add(String.format(Locale.ROOT, "%.0f %s", own, kind.getValue()));
            }
        }
        String within = String.format(Locale.ROOT, " in %.0f s", seconds);
        String message = words.isEmpty()
                ? "no errors in nginx's logs" + within
                : String.join(", ", words) + within + (goesOn ? "" : ", none in the last seconds");
        Verdict verdict = level == Level.OK
                ? Verdict.ok(PROBE, proxy.name(), CHECK, message)
                : Verdict.of(
                        PROBE,
                        proxy.name(),
                        CHECK,
                        level,
                        "nginx at " + proxy.name() + " logs " + message,
                        "the upstream's address is in "
                                + health.now()
                                        .fact(PROBE, proxy.name(), "errors_file")
                                        .orElse("nginx's error log")
                                + " at " + proxy.name() + ": see Apache and the line there");
        // What has stopped by the next look is over.
        return verdict.asMomentary()
                .with(Perf.of(
                        "nginx_errors_" + proxy.name(),
                        rate,
                        "",
                        health.stack().threshold(ThresholdName.NGINX_ERRORS)));
    }

    private static boolean fresh(Health health, Proxy proxy, String kind) {
        return ages(health, proxy, kind)
                        .map(NginxHostProbe::youngest)
                        .filter(age -> age.isPresent() && age.getAsDouble() < FRESH_SECONDS)
                        .isPresent()
                && sum(health, proxy, List.of(kind), FRESH_SECONDS) > 0;
    }

    private static double sum(Health health, Proxy proxy, List<String> kinds, double seconds) {
        return kinds.stream()
                .mapToDouble(kind -> ages(health, proxy, kind)
                        .map(ages -> NginxHostProbe.within(ages, seconds))
                        .orElse(0.0))
                .sum();
    }

    private static Optional<String> ages(Health health, Proxy proxy, String kind) {
        return health.now().fact(PROBE, proxy.name(), kind);
    }
}
