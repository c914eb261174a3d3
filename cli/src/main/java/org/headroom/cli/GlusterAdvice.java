package org.headroom.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.probes.gluster.VolumeAdvice;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.hosts.Hosts;
import org.headroom.probes.hosts.Order;
import org.headroom.scenarios.stack.Gluster;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;

/** What `tune` recommends for the stack's Gluster volumes, of which one node tells the options. Nothing here sets any. */
final class GlusterAdvice {
    private static final String SECTION = "gluster";
    private static final String OPTION = "option ";
    /** By tuner/bench/gluster-staleness.sh, see docs/benchmarks.md. */
    private static final String STALENESS =
            "Measured, 30 times each: another mount showed replaced content after 0.4 s,"
                    + " at the worst 1.0 s (without these options 0.5 and 1.0 s), and a new name after 3 ms, at the worst 8 ms; so"
                    + " reads get no more stale while clients are connected to the bricks, which tell them of changes";

    private final Gluster gluster;
    private final HostSource node;

    private GlusterAdvice(Gluster gluster, HostSource node) {
        this.gluster = gluster;
        this.node = node;
    }

    /**
     * Orders what is needed: of the origin itself if it is a node, else of the first node that can be looked at. Empty where
     * there is no Gluster.
     */
    static Optional<GlusterAdvice> order(Stack stack, Origin origin, Hosts hosts) {
        return stack.gluster()
                .flatMap(gluster -> node(gluster, origin, hosts).map(node -> {
                    node.order(Order.of(SECTION, "full"));
                    return new GlusterAdvice(gluster, node);
                }));
    }

    private static Optional<HostSource> node(Gluster gluster, Origin origin, Hosts hosts) {
        List<HostSource> nodes = gluster.nodes().stream()
                .flatMap(name -> hosts.of(name).stream())
                .toList();
        Optional<String> here = hosts.of(origin.name()).map(HostSource::host);
        return Stream.concat(
                        nodes.stream()
                                .filter(node -> here.filter(node.host()::equals).isPresent()),
                        nodes.stream())
                .findFirst();
    }

    /**
     * A line for each volume that lacks something.
     *
     * @param asked a host that has answered already, so that it is not asked again
     */
    List<String> lines(HostSource asked, HostAnswer answer, Duration patience) {
        return switch (asked.host().equals(node.host()) ? answer : node.ask(patience)) {
            case HostAnswer.Looked(HostFacts facts) -> lines(facts);
            case HostAnswer.Unreachable(var _, String problem, var _) -> List.of(unread(problem));
        };
    }

    private List<String> lines(HostFacts facts) {
        Optional<String> problem = facts.problem(SECTION, "-");
        if (problem.isPresent()) {
            return List.of(unread(problem.get()));
        }
        List<String> lines = new ArrayList<>();
        for (Gluster.Volume volume : gluster.volumes()) {
            Map<String, String> told = facts.of(SECTION, "volume " + volume.name());
            List<String> lacking = told.isEmpty() ? List.of() : VolumeAdvice.lacking(options(told));
            if (!lacking.isEmpty()) {
                lines.add(
                        "Gluster volume " + volume.name() + " asks every brick again for each small file that WordPress"
                                + " or NGINX looks at. Recommended, by hand: gluster volume set " + volume.name() + " "
                                + String.join(" ", lacking) + ". " + STALENESS);
            }
        }
        return lines;
    }

    private static Map<String, String> options(Map<String, String> told) {
        Map<String, String> options = new LinkedHashMap<>();
        told.forEach((key, value) -> {
            if (key.startsWith(OPTION)) {
                options.put(key.substring(OPTION.length()), value);
            }
        });
        return options;
    }

    private String unread(String why) {
        return "options of the Gluster volumes could not be read on " + node.host() + ": " + why;
    }
}
