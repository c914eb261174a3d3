package org.headroom.probes.apache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Figures;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Verdict;

/** How Apache is set up: what an administrator wants to see at a glance and nobody is called for. */
final class SetupRule implements HealthRule {
    private static final String CHECK = "setup";

    @Override
    public List<Verdict> judge(Health health) {
        return ApacheView.all(health).stream()
                .filter(ApacheView::answers)
                .map(view -> Verdict.ok("apache", view.host(), CHECK, String.join("; ", words(health, view))))
                .toList();
    }

    private static List<String> words(Health health, ApacheView view) {
        List<String> words = new ArrayList<>();
        words.add("mpm_" + view.mpm()
                + view.limits().map(limits -> limits(view, limits)).orElse(""));
        view.limits().flatMap(limits -> pending(view, limits)).ifPresent(words::add);
        if (view.looked()) {
            words.add(http2(view));
        }
        OptionalDouble uptime = view.page("uptime");
        if (uptime.isPresent()) {
            words.add("up for " + Figures.span(uptime.getAsDouble()) + restarts(health, view));
        }
        return words;
    }

    private static String limits(ApacheView view, WorkerLimits limits) {
        boolean threaded = !view.mpm().equals("prefork");
        String how = threaded
                ? "ServerLimit " + limits.servers() + " × ThreadsPerChild " + limits.threads()
                : "ServerLimit " + limits.servers();
        String lowered = limits.wanted() > limits.workers()
                ? " (MaxRequestWorkers is written as " + limits.wanted() + ", which Apache lowers)"
                : "";
        return ", at most " + limits.workers() + " workers, " + how + lowered;
    }

    /** A limit that was written but is not in effect yet: ServerLimit and ThreadLimit want a stop and a start. */
    private static Optional<String> pending(ApacheView view, WorkerLimits limits) {
        OptionalDouble slots = view.page("worker_slots");
        boolean other = slots.isPresent()
                && view.page("stopping_processes").orElse(0) == 0
                && slots.getAsDouble() != limits.workers()
                && slots.getAsDouble() != limits.widestScoreboard();
        return other
                ? Optional.of(String.format(
                        "it runs with %.0f workers: what is configured takes a restart to take effect",
                        slots.getAsDouble()))
                : Optional.empty();
    }

    private static String http2(ApacheView view) {
        if (!view.words("modules").contains("http2")) {
            return "HTTP/2 is not available (module http2 is not loaded)";
        }
        return view.words("protocols").stream().anyMatch(name -> name.equals("h2") || name.equals("h2c"))
                ? "HTTP/2 is available"
                : "HTTP/2 is loaded but not switched on (Protocols)";
    }

    private static String restarts(Health health, ApacheView view) {
        double reloads = view.page("config_generation").orElse(1) - 1;
        String reloaded = reloads > 0 ? ", " + Figures.count(OptionalDouble.of(reloads), "reload", "s") + " since" : "";
        OptionalDouble before = health.past().value("apache", view.host(), "uptime");
        boolean restarted =
                before.isPresent() && before.getAsDouble() > view.page("uptime").orElse(0);
        return reloaded + (restarted ? ", restarted since the last check" : "");
    }
}
