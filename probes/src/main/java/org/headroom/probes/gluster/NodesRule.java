package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;

/** Every node's own management daemon; and whether anybody could be asked at all. */
final class NodesRule implements ClusterRule {
    private static final String CHECK = "glusterd";

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<String> names = Machines.nodes(cluster.health().stack());
        if (cluster.health().now().hosts(GlusterProbe.NAME).stream().noneMatch(names::contains)) {
            return List.of(Verdict.of(
                    GlusterProbe.NAME,
                    Subject.CLUSTER,
                    "seen",
                    Level.UNKNOWN,
                    "there is no way to look at any of " + String.join(", ", names)
                            + ": bricks, peers and heal are not known",
                    "run this on a node, or set up the ssh section of the stack file"));
        }
        List<Verdict> verdicts = new ArrayList<>();
        cluster.nodes().forEach(node -> verdicts.add(verdict(node)));
        return verdicts;
    }

    private static Verdict verdict(Node node) {
        String host = node.host();
        if (node.problem().isPresent()) {
            String problem = node.problem().get();
            if (problem.contains("not a node")) {
                return verdict(
                        host,
                        Level.WARNING,
                        host + " is no Gluster node (it has no /var/lib/glusterd), though the stack file says so",
                        "mend gluster.nodes in the stack file, or install it there: gluster peer probe " + host);
            }
            if (problem.contains("cannot read")) {
                return verdict(
                        host,
                        Level.UNKNOWN,
                        "no look at Gluster on " + host + ": " + problem,
                        "the helper needs root there: let the ssh user run it with sudo");
            }
            return verdict(
                    host,
                    Level.WARNING,
                    "looking at Gluster on " + host + " failed: " + problem,
                    "does a disk under its bricks hang? dmesg, and ls of the bricks' directories");
        }
        return node.silent()
                .map(why -> verdict(
                        host,
                        Level.WARNING,
                        "glusterd on " + host + " " + words(why)
                                + ": its bricks serve on, but nobody can change or newly mount a volume there",
                        "systemctl restart glusterd on " + host + " (bricks and mounts are not touched by that)"))
                .orElseGet(
                        () -> Verdict.ok(GlusterProbe.NAME, host, CHECK, "glusterd on " + host + " runs and answers"));
    }

    private static String words(String why) {
        return why.startsWith("no answer") ? "gives " + why : why.contains("refused") ? "does not run" : why;
    }

    private static Verdict verdict(String host, Level level, String message, String advice) {
        return Verdict.of(GlusterProbe.NAME, host, CHECK, level, message, advice);
    }
}
