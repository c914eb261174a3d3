package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Subject;
import org.headroom.probes.health.Verdict;

/**
 * Whether every mount has a connection to every brick that serves. One that lacks a brick reads and writes without it, and
 * all that it writes must be healed; no tool of Gluster tells.
 */
final class ConnectionsRule implements ClusterRule {
    private static final String CHECK = "connections";

    @Override
    public List<Verdict> judge(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Volume volume : cluster.volumes()) {
            List<Mount> mounts = cluster.mounts(volume).stream()
                    .filter(mount -> !mount.clients().isEmpty())
                    .toList();
            if (!mounts.isEmpty()) {
                verdicts.add(verdict(volume, mounts));
            }
        }
        return verdicts;
    }

    private static Verdict verdict(Volume volume, List<Mount> mounts) {
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        boolean writable = true;
        for (Mount mount : mounts) {
            List<String> serving = volume.bricks().stream()
                    .filter(brick -> !brick.lost())
                    .map(Brick::name)
                    .toList();
            List<Mount.Client> apart = mount.clients().stream()
                    .filter(client -> !client.connected() && serving.contains(client.brick()))
                    .toList();
            apart.forEach(client -> missing.computeIfAbsent(client.brick(), _ -> new LinkedHashSet<>())
                    .add(mount.host()));
            long left = mount.clients().stream().filter(Mount.Client::connected).count();
            writable &= apart.isEmpty() || left * 2 > mount.clients().size();
        }
        String name = volume.name();
        if (missing.isEmpty()) {
            return Verdict.ok(
                    GlusterProbe.NAME,
                    Subject.volume(name),
                    CHECK,
                    ClusterRule.count(mounts.size(), "mount is", "mounts are")
                            + " connected to every brick that serves");
        }
        List<String> words = new ArrayList<>();
        missing.forEach((brick, hosts) ->
                words.add("no connection from " + String.join(", ", hosts) + " to brick " + brick + ", which serves"));
        return Verdict.of(
                        GlusterProbe.NAME,
                        Subject.volume(name),
                        CHECK,
                        writable ? Level.WARNING : Level.CRITICAL,
                        name + ": " + String.join("; ", words) + ": what is written there must be healed",
                        "firewall and route to the brick's port (gluster volume status " + name
                                + "), and names: the mount logs in /var/log/glusterfs tell")
                .asMomentary();
    }
}
