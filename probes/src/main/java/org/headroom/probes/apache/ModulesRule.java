package org.headroom.probes.apache;

import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;

/** What an upgrade leaves behind: modules that are gone but still configured, replaced but still running, or in the way. */
final class ModulesRule implements HealthRule {
    private static final String CHECK = "modules";

    @Override
    public List<Verdict> judge(Health health) {
        return ApacheView.all(health).stream()
                .filter(view -> view.looked() && view.seenFact("config").isPresent())
                .map(view -> judge(health, view))
                .toList();
    }

    private static Verdict judge(Health health, ApacheView view) {
        List<String> problems = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        view.seenFact("missing_modules").ifPresent(files -> {
            problems.add("the next restart will fail: LoadModule of a missing file, " + files);
            advice.add("disable the module (Debian: a2dismod NAME; RHEL: its file in conf.modules.d) or install its"
                    + " package, then 'apachectl configtest'");
        });
        view.seenFact("missing_files").ifPresent(files -> {
            problems.add("the next restart will fail: its configuration includes a missing file, " + files);
            advice.add("remove the dangling link or the Include line, then 'apachectl configtest'");
        });
        if (poolsOf(health, view) && view.words("modules").contains("php")) {
            problems.add("mod_php is loaded beside PHP-FPM: a module left behind, with PHP's memory in every process");
            advice.add("disable it (Debian: a2dismod phpVERSION) and restart Apache");
        } else if (poolsOf(health, view) && view.words("configured_modules").contains("php")) {
            problems.add("the next restart will load mod_php beside PHP-FPM");
            advice.add("disable it (Debian: a2dismod phpVERSION)");
        }
        view.seenFact("deleted").ifPresent(files -> {
            problems.add("it runs with files that an upgrade has replaced since: " + files);
            advice.add("restart Apache (a reload would load new modules into the old program)");
        });
        if (problems.isEmpty()) {
            return Verdict.ok("apache", view.host(), CHECK, loaded(view));
        }
        return Verdict.of(
                "apache",
                view.host(),
                CHECK,
                Level.WARNING,
                "Apache on " + view.host() + ": " + String.join("; ", problems),
                String.join("; ", advice));
    }

    private static boolean poolsOf(Health health, ApacheView view) {
        return health.stack()
                .origin(view.host())
                .filter(origin -> !origin.fpm().isEmpty())
                .isPresent();
    }

    private static String loaded(ApacheView view) {
        int configured = view.words("configured_modules").size();
        return "all " + configured + " configured modules are there"
                + view.seenFact("dangling")
                        .map(links -> "; left behind and passed over, links to missing files: " + links)
                        .orElse(", none left behind by an upgrade");
    }
}
