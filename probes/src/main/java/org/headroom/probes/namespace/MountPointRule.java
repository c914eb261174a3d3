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
 * Every volume is mounted where the host's fstab or hosts of its kind say that it should be. Hosts that mount none of
 * them and list none are none that should.
 */
final class MountPointRule implements HealthRule {
    private static final String CHECK = "mount";

    @Override
    public List<Verdict> judge(Health health) {
        Expected expected = new Expected(health.stack());
        List<Verdict> verdicts = new ArrayList<>();
        for (Machine machine : health.stack().machines()) {
            for (Gluster.Volume volume : expected.volumes()) {
                new Point(health, expected, machine, volume).verdict().ifPresent(verdicts::add);
            }
        }
        return verdicts;
    }

    /** A volume's mount point on a host. */
    record Point(Health health, Expected expected, Machine machine, Gluster.Volume volume) {
        String path() {
            return Expected.mount(volume);
        }

        private String subject() {
            return NamespaceProbe.subject(machine.name(), path());
        }

        private Optional<String> fact(String name) {
            return health.now().fact(NamespaceProbe.NAME, subject(), name);
        }

        private boolean known() {
            return health.now().value(NamespaceProbe.NAME, subject(), "mounted").isPresent();
        }

        boolean mounted() {
            return health.now().value(NamespaceProbe.NAME, subject(), "mounted").orElse(0) == 1;
        }

        Optional<Verdict> verdict() {
            if (!known()) {
                return Optional.empty();
            }
            if (mounted()) {
                return Optional.of(rightVolume());
            }
            String words = "%s is not mounted at %s on %s: an empty directory is in its place"
                    .formatted(volume.name(), path(), machine.name());
            String advice =
                    "mount %s there, and see its log in /var/log/glusterfs; what was written to the directory meanwhile"
                                    .formatted(path())
                            + " lies below the mount";
            if (fact("fstab").isPresent()) {
                return Optional.of(of(Level.CRITICAL, words + ", though /etc/fstab lists it", advice));
            }
            Optional<Machine> peer = peer();
            if (peer.isPresent()) {
                return Optional.of(of(
                        Level.WARNING,
                        words + ", as it is on " + peer.get().name(),
                        advice + "; enter it in /etc/fstab, so that it is there after a boot"));
            }
            return Optional.of(ok(volume.name() + " is not for this host"));
        }

        private Verdict rightVolume() {
            String type = fact("type").orElse("");
            String source = fact("source").orElse("");
            boolean other = type.contains("glusterfs")
                    && !source.endsWith(":/" + volume.name())
                    && !source.endsWith(":" + volume.name())
                    && !source.equals(volume.name());
            return other
                    ? of(
                            Level.CRITICAL,
                            "%s on %s is %s, not volume %s".formatted(path(), machine.name(), source, volume.name()),
                            "correct /etc/fstab there, or gluster.volumes of the stack file")
                    : ok(volume.name() + " is mounted at " + path());
        }

        /** A host that does the same and has it, when this one takes part in the volumes at all. */
        private Optional<Machine> peer() {
            boolean takesPart = expected.volumes().stream()
                    .map(one -> new Point(health, expected, machine, one))
                    .anyMatch(one -> one.mounted() || one.fact("fstab").isPresent());
            return takesPart
                    ? health.stack().machines().stream()
                            .filter(one -> !one.equals(machine) && expected.alike(one, machine))
                            .filter(one -> new Point(health, expected, one, volume).mounted())
                            .findFirst()
                    : Optional.empty();
        }

        private Verdict ok(String message) {
            return Verdict.ok(NamespaceProbe.NAME, subject(), CHECK, message);
        }

        private Verdict of(Level level, String message, String advice) {
            return Verdict.of(NamespaceProbe.NAME, subject(), CHECK, level, message, advice);
        }
    }
}
