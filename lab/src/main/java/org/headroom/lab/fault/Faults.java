package org.headroom.lab.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.process.LabException;

/** The faults of one stack: injects, remembers, clears. What is in effect is kept in a file, for later JVMs. */
public final class Faults {
    private static final Set<FaultName> FIRST =
            EnumSet.of(FaultName.HOST_PARTITION, FaultName.HOST_SLOW, FaultName.DISK_FULL);

    private final Scene scene;

    public Faults(Scene scene) {
        this.scene = scene;
    }

    /**
     * One that was injected and not cleared.
     *
     * @param evidence what the daemon's own tool says
     */
    public record Active(FaultName fault, String host, String evidence) {}

    /**
     * Breaks something.
     *
     * @param host where; empty: at the most sensible place
     */
    public Active inject(FaultName name, Optional<String> host) {
        HostPlan where = where(name, host);
        remember(name, where);
        try {
            return new Active(name, where.name(), Catalogue.of(name).inject(scene, where));
        } catch (IOException e) {
            throw failed(name, where, e);
        }
    }

    private HostPlan where(FaultName name, Optional<String> host) {
        List<HostPlan> possible = Catalogue.of(name).where(scene.plan());
        if (possible.isEmpty()) {
            throw new IllegalArgumentException(
                    "topology " + scene.plan().topology().label() + " has nothing for " + name.label()
                            + "; headroom lab up full has");
        }
        return host.map(wanted -> possible.stream()
                        .filter(one -> one.name().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(name.label() + " is possible on "
                                + String.join(
                                        ", ",
                                        possible.stream().map(HostPlan::name).toList())
                                + ", not on \"" + wanted + "\"")))
                .orElse(possible.getFirst());
    }

    private static LabException failed(FaultName name, HostPlan where, IOException e) {
        return new LabException(
                name.label() + " on " + where.name() + " did not work: " + e,
                where.name(),
                "headroom lab up starts anew",
                e);
    }

    /**
     * Mends everything that was broken: lines and disks first, since daemons need them to come back, else the last first.
     * What cannot be mended while something else is broken is tried again after it.
     */
    public List<Active> clear() {
        List<Active> left = new ArrayList<>(active().reversed());
        left.sort(Comparator.comparing(one -> !FIRST.contains(one.fault())));
        List<Active> cleared = new ArrayList<>();
        int before;
        do {
            before = left.size();
            List<LabException> failures = new ArrayList<>();
            for (Active one : List.copyOf(left)) {
                try {
                    cleared.add(clear(one));
                    left.remove(one);
                } catch (LabException e) {
                    failures.add(e);
                }
            }
            if (left.size() == before && before > 0) {
                throw failures.getFirst();
            }
        } while (!left.isEmpty());
        return List.copyOf(cleared);
    }

    private Active clear(Active one) {
        HostPlan where = where(one.fault(), Optional.of(one.host()));
        scene.progress().accept("fault clear: " + one.fault().label() + " on " + one.host());
        try {
            Active cleared = new Active(
                    one.fault(), one.host(), Catalogue.of(one.fault()).clear(scene, where));
            keep(active().stream().filter(kept -> !kept.equals(one)).toList());
            return cleared;
        } catch (IOException e) {
            throw failed(one.fault(), where, e);
        }
    }

    /** Those in effect, oldest first, without evidence. */
    public List<Active> active() {
        try {
            return Files.exists(file())
                    ? Files.readAllLines(file()).stream()
                            .map(line -> line.split(" ", 2))
                            .filter(parts -> parts.length == 2)
                            .map(parts -> new Active(FaultName.named(parts[0]), parts[1], ""))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new LabException("cannot read which faults there are", file().toString(), "see " + e, e);
        }
    }

    // Before it is injected: what was half injected is cleared, too.
    private void remember(FaultName name, HostPlan where) {
        List<Active> all = new ArrayList<>(active());
        Active one = new Active(name, where.name(), "");
        if (!all.contains(one)) {
            all.add(one);
        }
        keep(all);
    }

    private void keep(List<Active> faults) {
        List<String> lines = faults.stream()
                .map(one -> one.fault().label() + " " + one.host())
                .toList();
        try {
            Files.createDirectories(scene.memory());
            Path fresh = file().resolveSibling("active.new");
            Files.write(fresh, lines);
            Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LabException("cannot remember the faults", file().toString(), "see " + e, e);
        }
    }

    private Path file() {
        return scene.memory().resolve("active");
    }
}
