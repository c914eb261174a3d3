package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Observations;

/** Puts a volume together: its description by the first node that has one, its bricks by whoever sees them. */
final class VolumeReader {
    private static final int BRICKS = 10_000;
    private static final String ENTRY = "entry_";
    private static final String OPTION = "option_";

    private final Health health;
    private final Observations now;
    private final List<Node> nodes;
    private final List<Mount> mounts;

    VolumeReader(Health health, List<Node> nodes, List<Mount> mounts) {
        this.health = health;
        this.now = health.now();
        this.nodes = nodes;
        this.mounts = mounts;
    }

    /** Empty when no node that was looked at knows it. */
    Optional<Volume> volume(String name) {
        return nodes.stream()
                .map(node -> node.host() + "/volume/" + name)
                .filter(subject -> fact(subject, "status").isPresent())
                .findFirst()
                .map(subject -> volume(name, subject));
    }

    private Volume volume(String name, String subject) {
        int disperse = number(subject, "disperse_count");
        int copies = Math.max(1, disperse > 0 ? disperse : number(subject, "replica_count"));
        Map<String, String> healers = new LinkedHashMap<>();
        nodes.forEach(node ->
                fact(node.host() + "/volume/" + name, "healer").ifPresent(state -> healers.put(node.host(), state)));
        return new Volume(
                name,
                number(subject, "status") == 1,
                copies,
                number(subject, "arbiter_count"),
                disperse > 0 ? number(subject, "redundancy_count") : 0,
                bricks(name, subject),
                now.facts(GlusterProbe.NAME, subject, OPTION),
                healers);
    }

    private List<Brick> bricks(String volume, String subject) {
        List<Brick> bricks = new ArrayList<>();
        for (int i = 0; i < BRICKS; i++) {
            Optional<String> text = fact(subject, "brick-" + i);
            if (text.isEmpty()) {
                break;
            }
            String[] parts = text.get().split("\t", 3);
            int client = parts[0].matches("\\d{1,6}") ? Integer.parseInt(parts[0]) : i;
            String name = parts.length > 1 ? parts[1] : "";
            bricks.add(brick(volume, client, name, parts.length > 2 ? parts[2] : ""));
        }
        return bricks;
    }

    private Brick brick(String volume, int client, String name, String uuid) {
        String host = Cluster.hostOf(health, nodes, uuid, name.replaceFirst(":/.*", ""));
        Optional<String> state = fact(name, "state");
        Seen seen = state.isPresent() ? byProcess(name, state.get()) : fromAfar(volume, name, uuid);
        List<Entry> entries = new ArrayList<>();
        now.facts(GlusterProbe.NAME, name, ENTRY).forEach((gfid, text) -> entries.add(Entry.parse(gfid, text)));
        OptionalDouble pending = now.value(GlusterProbe.NAME, name, "pending");
        return new Brick(client, name, host, seen.state(), seen.why(), pending, entries);
    }

    private record Seen(Brick.State state, String why) {}

    private Seen byProcess(String brick, String state) {
        if (state.equals("none") || state.startsWith("Z") || state.startsWith("X")) {
            return new Seen(Brick.State.DOWN, "");
        }
        if (state.equalsIgnoreCase("T")) {
            return new Seen(Brick.State.FROZEN, "pid " + fact(brick, "pid").orElse("?"));
        }
        Optional<String> silent = fact(brick, "silent");
        return silent.isPresent()
                ? new Seen(Brick.State.SILENT, silent.get() + ", process state " + state)
                : new Seen(Brick.State.UP, "");
    }

    // Its own host did not say: the other nodes know whether they reach it, the mounts whether they are connected.
    private Seen fromAfar(String volume, String brick, String uuid) {
        List<Node.Peer> views = nodes.stream()
                .flatMap(node -> node.peers().stream())
                .filter(peer -> !uuid.isEmpty() && peer.uuid().equals(uuid))
                .toList();
        if (!views.isEmpty()
                && views.stream().allMatch(peer -> peer.unreachable().isPresent())) {
            return new Seen(Brick.State.AWAY, "");
        }
        List<Mount.Client> clients = mounts.stream()
                .filter(mount -> mount.volume().equals(volume))
                .flatMap(mount -> mount.clients().stream())
                .filter(client -> client.brick().equals(brick))
                .toList();
        if (clients.isEmpty()) {
            return new Seen(Brick.State.UNSEEN, "");
        }
        return clients.stream().anyMatch(Mount.Client::connected)
                ? new Seen(Brick.State.UP, "")
                : new Seen(Brick.State.DOWN, "no mount is connected to it");
    }

    private int number(String subject, String name) {
        return fact(subject, name)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    private Optional<String> fact(String subject, String name) {
        return now.fact(GlusterProbe.NAME, subject, name);
    }
}
