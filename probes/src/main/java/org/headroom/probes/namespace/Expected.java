package org.headroom.probes.namespace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.scenarios.stack.Certificates;
import org.headroom.scenarios.stack.Gluster;
import org.headroom.scenarios.stack.Machine;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StaticFiles;
import org.headroom.scenarios.stack.Sync;

/** What a stack file says about where things are to be found. */
record Expected(Stack stack) {
    static final String LETSENCRYPT = "/etc/letsencrypt";

    /** A symbolic link and where it must lead. */
    record Link(String path, String target, String what) {}

    /** Volumes that have a mount point. */
    List<Gluster.Volume> volumes() {
        return stack.gluster().stream()
                .flatMap(gluster -> gluster.volumes().stream())
                .filter(volume -> volume.mount().isPresent())
                .toList();
    }

    static String mount(Gluster.Volume volume) {
        return volume.mount().map(Path::toString).orElse("");
    }

    /** The volume that a path lies on. */
    Optional<Gluster.Volume> volumeOf(String path) {
        return volumes().stream()
                .filter(volume -> path.equals(mount(volume)) || path.startsWith(mount(volume) + "/"))
                .findFirst();
    }

    /** The links that a host is looked at for. */
    List<Link> links(Machine machine) {
        List<Link> links = new ArrayList<>();
        if (isOrigin(machine)) {
            for (Site site : stack.sites()) {
                site.uploads()
                        .ifPresent(one -> links.add(
                                new Link(one.link().toString(), one.target().toString(), "uploads of " + site.name())));
            }
        }
        tree().ifPresent(tree -> links.add(new Link(LETSENCRYPT, tree, "certificates")));
        return links;
    }

    /** Where every host's certificates are to lead; empty when that is where they are looked for anyway. */
    Optional<String> tree() {
        return stack.certificates()
                .flatMap(Certificates::tree)
                .map(Path::toString)
                .filter(tree -> !tree.equals(LETSENCRYPT));
    }

    boolean isOrigin(Machine machine) {
        return stack.origins().stream().anyMatch(origin -> origin.address().equals(machine.address()));
    }

    boolean isProxy(Machine machine) {
        return stack.proxies().stream().anyMatch(proxy -> proxy.address().equals(machine.address()));
    }

    boolean isMaster(Machine machine) {
        return stack.sync()
                .flatMap(sync -> machineOf(sync.master()))
                .filter(machine::equals)
                .isPresent();
    }

    boolean isSubserver(Machine machine) {
        return stack.sync().stream()
                .flatMap(sync -> sync.subservers().stream())
                .anyMatch(name -> machineOf(name).filter(machine::equals).isPresent());
    }

    /** The host of an origin. */
    Optional<Machine> machineOf(String origin) {
        return stack.origin(origin).map(Origin::address).flatMap(stack::machine);
    }

    /** The machine of that name. */
    Optional<Machine> named(String name) {
        return stack.machines().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    List<String> excludes() {
        List<String> all = new ArrayList<>(StaticFiles.EXCLUDES);
        stack.sync().map(Sync::excludes).ifPresent(all::addAll);
        return all;
    }

    /** Whether two hosts do the same in the stack. */
    boolean alike(Machine one, Machine other) {
        return (isProxy(one) && isProxy(other)) || (isOrigin(one) && isOrigin(other));
    }
}
