package org.headroom.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.fpm.OpcacheLook;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostAnswer.Looked;
import org.headroom.probes.hosts.HostAnswer.Unreachable;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.SystemHosts;
import org.headroom.probes.reading.Reading;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.Stack;
import org.headroom.tuner.apply.Expected;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.DirectoryTree;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.measure.OriginLook;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;

/**
 * What the tuner could see of an origin: this machine, or another one over SSH.
 *
 * @param look empty if nobody could look there
 * @param tree its configuration files, if they could be read
 * @param notes what could not be seen, and what to do about it
 * @param opcache what the opcache says of itself, if a pool has a page that tells
 * @param advice what of its surroundings is worth changing by hand
 */
record OriginAccess(
        Optional<OriginLook> look,
        Optional<ConfigTree> tree,
        List<String> notes,
        List<Reading> opcache,
        List<String> advice) {
    /** For an origin that there is nothing to see of. */
    static final OriginAccess NONE =
            new OriginAccess(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration OF_A_PAGE = Duration.ofSeconds(4);

    /** Debian's own login: no daemon reads it. */
    private static final String MAINTENANCE = "/etc/mysql/debian.cnf";

    OriginAccess {
        notes = List.copyOf(notes);
        opcache = List.copyOf(opcache);
        advice = List.copyOf(advice);
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
            Optional<GlusterAdvice> gluster = GlusterAdvice.order(stack, origin, hosts);
            HostAnswer answer = source.get().ask(PATIENCE);
            return switch (answer) {
                case Looked(var facts) -> {
                    boolean here = hosts.isHere(origin.name());
                    List<String> advice = gluster.map(it -> it.lines(source.get(), answer, PATIENCE))
                            .orElse(List.of());
                    yield of(origin, here ? OriginLook.here(facts) : OriginLook.of(facts), here)
                            .with(opcache(origin, clock), advice);
                }
                case Unreachable(var _, String problem, String advice) ->
                    nothing(origin.name() + " cannot be looked at: " + problem + ". To do: " + advice);
            };
        }
    }

    private static OriginAccess nothing(String why) {
        return new OriginAccess(Optional.empty(), Optional.empty(), List.of(why), List.of(), List.of());
    }

    private OriginAccess with(List<Reading> told, List<String> advised) {
        return new OriginAccess(look, tree, notes, told, advised);
    }

    private static List<Reading> opcache(Origin origin, Clock clock) {
        try (StatusClient client = new StatusClient()) {
            return OpcacheLook.of(origin, client, clock, OF_A_PAGE);
        }
    }

    /** Those of a run, and what is known now. */
    List<Reading> withOpcache(List<Reading> ofRun) {
        return Stream.concat(ofRun.stream(), opcache.stream()).toList();
    }

    /** The outcome with what is advised beside it. */
    TuningOutcome advised(TuningOutcome outcome) {
        return switch (outcome) {
            case TuningOutcome.Planned(Plan plan) -> new TuningOutcome.Planned(plan.withWarnings(advice));
            case TuningOutcome.CannotFit refused -> refused;
        };
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
        return new OriginAccess(Optional.of(look), Optional.of(tree), notes, List.of(), List.of());
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
