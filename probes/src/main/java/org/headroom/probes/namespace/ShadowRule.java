package org.headroom.probes.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Gluster;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.Threshold;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * The shadow is not behind the master: for how long the oldest file of the sample has been another one there.
 *
 * <p>A file is young for a period: the next pass brings it. A file with an old time that came to the master a moment ago
 * (unpacked, copied with its times) looks long overdue; within a pass or two of its coming that is no more than a warning.
 */
final class ShadowRule implements HealthRule {
    private static final String CHECK = "shadow";

    @Override
    public List<Verdict> judge(Health health) {
        Expected expected = new Expected(health.stack());
        List<Verdict> verdicts = new ArrayList<>();
        for (Machine machine : health.stack().machines()) {
            if (expected.isMaster(machine)) {
                for (Site site : health.stack().sites()) {
                    verdict(health, expected, machine, site).ifPresent(verdicts::add);
                }
            }
        }
        return verdicts;
    }

    /** What differs between master and shadow of a site. */
    static List<Difference> differences(Health health, Machine master, Site site) {
        return Difference.parse(health.now()
                .fact(NamespaceProbe.NAME, subject(master, site), "different")
                .orElse(""));
    }

    private static String subject(Machine master, Site site) {
        return NamespaceProbe.subject(master.name(), site.docroot().toString());
    }

    private static Optional<Verdict> verdict(Health health, Expected expected, Machine master, Site site) {
        if (site.shadow().isEmpty()) {
            return Optional.empty();
        }
        String shadow = site.shadow().get().toString();
        Optional<Gluster.Volume> volume = expected.volumeOf(shadow);
        if (volume.isPresent() && !new MountPointRule.Point(health, expected, master, volume.get()).mounted()) {
            return Optional.empty();
        }
        Optional<String> missing = health.now().fact(NamespaceProbe.NAME, subject(master, site), "shadow");
        if (missing.isPresent()) {
            return Optional.of(of(
                    site,
                    Level.CRITICAL,
                    "the shadow of %s, %s, is %s on %s".formatted(site.name(), shadow, missing.get(), master.name()),
                    "proxies have nothing to serve from it: run the sync (headroom sync --site %s --init the first time)"
                            .formatted(site.name())));
        }
        if (health.now()
                .value(NamespaceProbe.NAME, subject(master, site), "sampled")
                .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(judged(health, master, site));
    }

    private static Verdict judged(Health health, Machine master, Site site) {
        Threshold limits = health.stack().threshold(ThresholdName.SYNC_AGE);
        List<Difference> different = differences(health, master, site);
        double sampled = health.now()
                .value(NamespaceProbe.NAME, subject(master, site), "sampled")
                .orElse(0);
        if (different.isEmpty()) {
            return of(site, Level.OK, "%.0f files of %s are the same in the shadow".formatted(sampled, site.name()), "")
                    .with(Perf.of("shadow_behind_" + site.name(), 0, "s", limits));
        }
        Difference oldest = different.getFirst();
        Level level = health.level(ThresholdName.SYNC_AGE, oldest.seconds());
        if (level == Level.CRITICAL && oldest.arrived() < limits.warning()) {
            level = Level.WARNING;
        }
        double count = health.now()
                .value(NamespaceProbe.NAME, subject(master, site), "different")
                .orElse(different.size());
        String message =
                "the shadow of %s is %s behind: %s changed on %s %s ago and is %s there (%.0f of %.0f files looked at)"
                        .formatted(
                                site.name(),
                                Numbers.duration(oldest.seconds()),
                                oldest.path(),
                                master.name(),
                                Numbers.duration(oldest.seconds()),
                                oldest.words(),
                                count,
                                sampled);
        return of(
                        site,
                        level,
                        message,
                        "visitors get the old files: see that the sync still runs on %s (cron or timer), its log, and run it by hand"
                                .formatted(master.name()))
                .with(Perf.of("shadow_behind_" + site.name(), oldest.seconds(), "s", limits));
    }

    private static Verdict of(Site site, Level level, String message, String advice) {
        return Verdict.of(
                NamespaceProbe.NAME, Subject.site(site.name()), CHECK, level, message, level == Level.OK ? "" : advice);
    }
}
