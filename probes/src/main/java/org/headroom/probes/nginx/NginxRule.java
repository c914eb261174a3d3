package org.headroom.probes.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.ThresholdName;

/** nginx itself: connections against its limit, connections dropped, its processes. */
final class NginxRule implements HealthRule {
    private static final String PROBE = NginxStatusProbe.NAME;

    @Override
    public List<Verdict> judge(Health health) {
        SiteView view = new SiteView(health);
        List<Verdict> verdicts = new ArrayList<>();
        for (Proxy proxy : health.stack().proxies()) {
            boolean visited = view.proxies().contains(proxy);
            if (visited && view.down(proxy)) {
                continue;
            }
            processes(health, proxy, visited).ifPresent(verdicts::add);
            connections(health, proxy).ifPresent(verdicts::add);
            dropped(health, proxy).ifPresent(verdicts::add);
        }
        return verdicts;
    }

    private static Optional<Verdict> processes(Health health, Proxy proxy, boolean visited) {
        OptionalDouble masters = health.now().value(NginxHostProbe.NAME, proxy.name(), "masters");
        OptionalDouble workers = health.now().value(NginxHostProbe.NAME, proxy.name(), "workers");
        if (masters.isEmpty() || workers.isEmpty()) {
            return Optional.empty();
        }
        String check = "processes";
        if (masters.getAsDouble() == 0) {
            // Sites were reached: then something else serves there, or in a container that the helper cannot see into.
            return Optional.of(
                    visited
                            ? Verdict.ok(
                                    PROBE, proxy.name(), check, "no process named nginx to be seen, yet sites answer")
                            : Verdict.of(
                                    PROBE,
                                    proxy.name(),
                                    check,
                                    Level.CRITICAL,
                                    "nginx does not run at " + proxy.name(),
                                    "`nginx -t`, then start it"));
        }
        if (workers.getAsDouble() == 0) {
            return Optional.of(Verdict.of(
                    PROBE,
                    proxy.name(),
                    check,
                    Level.CRITICAL,
                    "nginx at " + proxy.name() + " has a master process and no worker: connections are accepted and not"
                            + " answered",
                    "see the error log for why workers end (memory, files, a module), then restart nginx"));
        }
        String version = health.now()
                .fact(NginxHostProbe.NAME, proxy.name(), "version")
                .map(text -> "nginx " + text)
                .orElse("nginx");
        boolean replaced = health.now()
                        .value(NginxHostProbe.NAME, proxy.name(), "replaced")
                        .orElse(0)
                > 0;
        if (replaced) {
            return Optional.of(Verdict.of(
                    PROBE,
                    proxy.name(),
                    check,
                    Level.WARNING,
                    "nginx at " + proxy.name() + " was upgraded and still runs its old program",
                    "`systemctl restart nginx` (a reload keeps the old one)"));
        }
        return Optional.of(Verdict.ok(
                PROBE,
                proxy.name(),
                check,
                String.format(Locale.ROOT, "%s with %.0f workers", version, workers.getAsDouble())));
    }

    private static Optional<Verdict> connections(Health health, Proxy proxy) {
        OptionalDouble active = health.now().value(PROBE, proxy.name(), "active_connections");
        if (active.isEmpty()) {
            return Optional.empty();
        }
        double each = health.now()
                .value(NginxHostProbe.NAME, proxy.name(), "worker_connections")
                .orElse(0);
        double workers =
                health.now().value(NginxHostProbe.NAME, proxy.name(), "workers").orElse(0);
        String label = "nginx_connections_" + proxy.name();
        String check = "connections";
        if (each * workers <= 0) {
            return Optional.of(Verdict.ok(
                            PROBE,
                            proxy.name(),
                            check,
                            String.format(
                                    Locale.ROOT, "%.0f connections (their limit is not known)", active.getAsDouble()))
                    .with(Perf.of(label, active.getAsDouble(), "")));
        }
        double most = each * workers;
        double share = active.getAsDouble() / most;
        Level level = health.level(ThresholdName.NGINX_CONNECTIONS, share);
        String message = String.format(
                Locale.ROOT,
                "%.0f of %.0f connections (%.0f workers with %.0f each), connections to origins not counted",
                active.getAsDouble(),
                most,
                workers,
                each);
        Verdict verdict = level == Level.OK
                ? Verdict.ok(PROBE, proxy.name(), check, message)
                : Verdict.of(
                                PROBE,
                                proxy.name(),
                                check,
                                level,
                                "nginx at " + proxy.name() + " has " + message
                                        + ": when they are used up, visitors are refused",
                                "raise worker_connections and worker_rlimit_nofile, or see who holds connections open")
                        .asMomentary();
        return Optional.of(verdict.with(Perf.of(label, active.getAsDouble(), "").upTo(most)));
    }

    private static Optional<Verdict> dropped(Health health, Proxy proxy) {
        OptionalDouble grown = health.grown(PROBE, proxy.name(), "dropped_total");
        if (grown.isEmpty()) {
            return Optional.empty();
        }
        double count = grown.getAsDouble();
        String check = "dropped";
        String message = String.format(
                Locale.ROOT,
                "%.0f connections dropped in %.0f s",
                count,
                health.seconds(PROBE, proxy.name()).orElse(0));
        return Optional.of(
                count < 1
                        ? Verdict.ok(PROBE, proxy.name(), check, message)
                        : Verdict.of(
                                PROBE,
                                proxy.name(),
                                check,
                                Level.WARNING,
                                "nginx at " + proxy.name() + " accepted and dropped connections: " + message,
                                "worker_connections are used up (see the error log): raise them and"
                                        + " worker_rlimit_nofile"));
    }
}
