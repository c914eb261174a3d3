package org.headroom.probes.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * The other origins have the master's static files. They take them from the shadow: while that is behind, nothing is said of
 * them. Groups of files are compared; of one that differs, its newest file is named, and its age counts.
 */
final class SubserverRule implements HealthRule {
    private static final String CHECK = "files";

    @Override
    public List<Verdict> judge(Health health) {
        Expected expected = new Expected(health.stack());
        List<Verdict> verdicts = new ArrayList<>();
        Optional<Machine> master =
                health.stack().machines().stream().filter(expected::isMaster).findFirst();
        if (master.isEmpty()) {
            return verdicts;
        }
        for (Machine machine : health.stack().machines()) {
            if (expected.isSubserver(machine)) {
                for (Site site : health.stack().sites()) {
                    verdict(health, master.get(), machine, site).ifPresent(verdicts::add);
                }
            }
        }
        return verdicts;
    }

    private static Optional<FileGroups> groups(Health health, Machine machine, Site site) {
        return health.now()
                .fact(
                        NamespaceProbe.NAME,
                        NamespaceProbe.subject(machine.name(), site.docroot().toString()),
                        "groups")
                .map(FileGroups::parse);
    }

    private static Optional<Verdict> verdict(Health health, Machine master, Machine machine, Site site) {
        Optional<FileGroups> there = groups(health, master, site);
        Optional<FileGroups> here = groups(health, machine, site);
        if (there.isEmpty() || here.isEmpty()) {
            return Optional.empty();
        }
        if (!ShadowRule.differences(health, master, site).isEmpty()) {
            return Optional.of(of(machine, site, Level.OK, "not compared while the shadow is behind", ""));
        }
        List<Integer> different = there.get().different(here.get());
        double oldest = -1;
        String file = "";
        for (Integer number : different) {
            Newest newest = newest(there.get().group(number), here.get().group(number), health);
            if (newest.seconds() > oldest) {
                oldest = newest.seconds();
                file = newest.path();
            }
        }
        Duration period = health.stack().sync().map(sync -> sync.period()).orElse(Duration.ZERO);
        if (different.isEmpty() || oldest < period.toSeconds()) {
            return Optional.of(of(
                    machine,
                    site,
                    Level.OK,
                    "the static files of %s are those of %s".formatted(site.name(), master.name()),
                    ""));
        }
        Level level = health.level(ThresholdName.SYNC_AGE, oldest);
        String message =
                "static files of %s on %s are not those of %s: %d of 32 groups of files differ, %s changed %s ago"
                        .formatted(
                                site.name(),
                                machine.name(),
                                master.name(),
                                different.size(),
                                file,
                                Numbers.duration(oldest));
        return Optional.of(of(
                machine,
                site,
                level == Level.CRITICAL ? Level.WARNING : level,
                message,
                "see the sync from the shadow to %s; rsync -n --itemize-changes between %s and the shadow names the files"
                        .formatted(machine.name(), site.docroot())));
    }

    private record Newest(double seconds, String path) {}

    /** What changed last on either side: most likely what differs. */
    private static Newest newest(Optional<FileGroups.Group> one, Optional<FileGroups.Group> other, Health health) {
        FileGroups.Group last = one.isPresent() && other.isPresent()
                ? one.get().newest() >= other.get().newest() ? one.get() : other.get()
                : one.or(() -> other).orElseThrow();
        return new Newest(Math.max(0, health.now().time().getEpochSecond() - last.newest()), last.path());
    }

    private static Verdict of(Machine machine, Site site, Level level, String message, String advice) {
        return Verdict.of(
                NamespaceProbe.NAME,
                NamespaceProbe.subject(machine.name(), site.docroot().toString()),
                CHECK,
                level,
                message,
                level == Level.OK ? "" : advice);
    }
}
