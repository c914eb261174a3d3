package org.headroom.probes.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Gluster;
import org.headroom.scenarios.stack.Machine;

/**
 * Links lead where the stack file says. Where the target's volume is not mounted, or does not answer, that is told by
 * others: only what the link itself says is judged then.
 */
final class LinkRule implements HealthRule {
    private static final String CHECK = "link";

    @Override
    public List<Verdict> judge(Health health) {
        Expected expected = new Expected(health.stack());
        List<Verdict> verdicts = new ArrayList<>();
        for (Machine machine : health.stack().machines()) {
            for (Expected.Link link : expected.links(machine)) {
                new Seen(health, expected, machine, link).verdict().ifPresent(verdicts::add);
            }
        }
        return verdicts;
    }

    private record Seen(Health health, Expected expected, Machine machine, Expected.Link link) {
        private String subject() {
            return NamespaceProbe.subject(machine.name(), link.path());
        }

        private String fact(String name) {
            return health.now().fact(NamespaceProbe.NAME, subject(), name).orElse("");
        }

        private boolean isCertificates() {
            return link.path().equals(Expected.LETSENCRYPT);
        }

        Optional<Verdict> verdict() {
            String kind = fact("kind");
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            if (kind.equals("link")) {
                return Optional.of(followed());
            }
            if (isCertificates() && others().isEmpty()) {
                return Optional.of(ok("%s is no link here".formatted(link.path())));
            }
            String is = kind.equals("missing")
                    ? "is missing"
                    : kind.startsWith("unreadable") ? "is " + kind : "is a " + kind;
            String consequence = isCertificates()
                    ? ", while " + others().get().name() + " has a link: renewed certificates do not come here"
                    : kind.equals("directory")
                            ? ": what is uploaded here stays on this host"
                            : ": uploads cannot be written";
            return Optional.of(of(
                    isCertificates() ? Level.WARNING : Level.CRITICAL,
                    "%s of %s: %s %s instead of a link to %s%s"
                            .formatted(link.what(), machine.name(), link.path(), is, link.target(), consequence),
                    kind.equals("directory")
                            ? "move what is in it to %s, then ln -s %s %s"
                                    .formatted(link.target(), link.target(), link.path())
                            : "ln -sfn %s %s".formatted(link.target(), link.path())));
        }

        private Verdict followed() {
            String target = fact("target");
            boolean named = target.replaceFirst("(?<=.)/+$", "").equals(link.target());
            String advice = "ln -sfn %s %s".formatted(link.target(), link.path());
            if (fact("leads").equals("nowhere") && targetIsThere()) {
                return of(
                        Level.CRITICAL,
                        "%s of %s: link %s leads nowhere (%s%s)"
                                .formatted(
                                        link.what(),
                                        machine.name(),
                                        link.path(),
                                        target,
                                        named ? " does not exist" : ", must be " + link.target()),
                        named ? "restore " + target + " on its volume" : advice);
            }
            if (!named && !fact("same").equals("1") && (!fact("leads").isEmpty() || target.startsWith("/"))) {
                return of(
                        Level.CRITICAL,
                        "%s of %s: link %s leads to %s, not to %s"
                                .formatted(link.what(), machine.name(), link.path(), target, link.target()),
                        advice);
            }
            if (fact("leads").equals("file")) {
                return of(
                        Level.CRITICAL,
                        "%s of %s: link %s leads to a file".formatted(link.what(), machine.name(), link.path()),
                        advice);
            }
            return ok("%s leads to %s".formatted(link.path(), target));
        }

        /** Not so when its volume is not mounted: that is one alarm already. */
        private boolean targetIsThere() {
            Optional<Gluster.Volume> volume = expected.volumeOf(link.target());
            return volume.isEmpty() || new MountPointRule.Point(health, expected, machine, volume.get()).mounted();
        }

        /** A host of the same kind that has this link. */
        private Optional<Machine> others() {
            return health.stack().machines().stream()
                    .filter(one -> !one.equals(machine) && expected.alike(one, machine))
                    .filter(one ->
                            new Seen(health, expected, one, link).fact("kind").equals("link"))
                    .findFirst();
        }

        private Verdict ok(String message) {
            return Verdict.ok(NamespaceProbe.NAME, subject(), CHECK, message);
        }

        private Verdict of(Level level, String message, String advice) {
            return Verdict.of(NamespaceProbe.NAME, subject(), CHECK, level, message, advice);
        }
    }
}
