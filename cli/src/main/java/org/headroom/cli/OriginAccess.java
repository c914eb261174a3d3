package org.headroom.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.hosts.HostAnswer.Looked;
import org.headroom.probes.hosts.HostAnswer.Unreachable;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.SystemHosts;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.Stack;
import org.headroom.tuner.apply.Expected;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.DirectoryTree;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.measure.OriginLook;

/**
 * What the tuner could see of an origin: this machine, or another one over SSH.
 *
 * @param look empty if nobody could look there
 * @param tree its configuration files, if they could be read
 * @param notes what could not be seen, and what to do about it
 */
record OriginAccess(Optional<OriginLook> look, Optional<ConfigTree> tree, List<String> notes) {
    /** For an origin that there is nothing to see of. */
    static final OriginAccess NONE = new OriginAccess(Optional.empty(), Optional.empty(), List.of());

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Debian's own login: no daemon reads it. */
    private static final String MAINTENANCE = "/etc/mysql/debian.cnf";

    OriginAccess {
        notes = List.copyOf(notes);
    }

    /** Looks there. */
    static OriginAccess look(Stack stack, Origin origin, Clock clock) {
        try (SystemHosts hosts = SystemHosts.of(stack, clock)) {
            Optional<HostSource> source = hosts.of(origin.name());
            if (source.isEmpty()) {
                return nothing(
                        origin.name() + " is another machine, and the stack file has no section ssh to get there");
            }
            OriginLook.orders(stack.sites().stream().map(Site::docroot).toList())
                    .forEach(source.get()::order);
            return switch (source.get().ask(PATIENCE)) {
                case Looked(var facts) -> {
                    boolean here = hosts.isHere(origin.name());
                    yield of(origin, here ? OriginLook.here(facts) : OriginLook.of(facts), here);
                }
                case Unreachable(var _, String problem, String advice) ->
                    nothing(origin.name() + " cannot be looked at: " + problem + ". To do: " + advice);
            };
        }
    }

    private static OriginAccess nothing(String why) {
        return new OriginAccess(Optional.empty(), Optional.empty(), List.of(why));
    }

    private static OriginAccess of(Origin origin, OriginLook look, boolean here) {
        List<String> notes = new ArrayList<>();
        if (look.unread() > 0) {
            notes.add("memory of " + look.unread() + " processes on " + origin.name()
                    + " may not be read by this user, so that the memory table is a guess: run it as root, or set ssh.sudo in"
                    + " the stack file");
        }
        if (!here) {
            look.left().forEach((file, why) -> {
                if (!file.equals(MAINTENANCE)) {
                    notes.add(origin.name() + ":" + file + " was left out: " + why);
                }
            });
        }
        // Here, what only root may read can be read by root.
        ConfigTree tree = here ? new DirectoryTree(Path.of("/")) : look.tree();
        return new OriginAccess(Optional.of(look), Optional.of(tree), notes);
    }

    /** What must be at that path, below the root directory, for it to be replaced. */
    Expected expected(String path) {
        return tree.<Expected>map(files -> switch (files.read("/" + path)) {
                    case FileText.Found(var _, String text, boolean exact) ->
                        exact ? Expected.text(text) : new Expected.Anything();
                    case FileText.Missing _ -> new Expected.Absent();
                    case FileText.Unreadable _ -> new Expected.Absent();
                })
                .orElseGet(Expected.Absent::new);
    }
}
