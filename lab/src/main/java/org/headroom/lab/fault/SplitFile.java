package org.headroom.lab.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;

/**
 * Replicas of a file disagree. Three replicas and a quorum never get there, so the quorum is switched off for a while, as
 * people do who want to write with one brick left, and each brick in turn gets a write that the others miss. Two sides would
 * not do: with the quorum back, gluster lets the majority win by itself.
 */
record SplitFile() implements Fault {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DAEMON = "cluster.self-heal-daemon";
    private static final String QUORUM = "cluster.quorum-type";
    // Gluster's default lets the largest one win by itself. This stays changed until the fault is cleared.
    private static final String POLICY = "cluster.favorite-child-policy";
    private static final String WRITE = "mkdir -p \"$1/$2\"; echo \"$3\" >\"$1/$2/split\"";

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return GlusterVolume.nodes(plan);
    }

    @Override
    public String inject(Scene scene, HostPlan host) throws IOException {
        GlusterVolume volume = GlusterVolume.main(scene);
        VolumeMending mending = new VolumeMending(scene, volume);
        // All must know the file before they disagree on it.
        write(volume, "before");
        VolumeOptions options = new VolumeOptions(volume, scene.memory());
        options.change(POLICY, "none");
        options.change(DAEMON, "off");
        options.change(QUORUM, "none");
        for (LabHost alone : bricksFrom(scene, host)) {
            scene.hosts().with(Part.BRICKS).stream()
                    .filter(other -> !other.name().equals(alone.name()))
                    .forEach(volume::killBrick);
            write(volume, "written on " + alone.name() + " alone");
            volume.startBricks();
            mending.online();
        }
        for (String option : List.of(QUORUM, DAEMON)) {
            options.restore(option);
        }
        deadline(volume).require("split brain", () -> {
            long sides = volume.splitBrain().stream()
                    .filter(brick -> brick.entries().orElse(0) > 0)
                    .count();
            return sides > 1 ? "" : volume.words("info split-brain", volume.splitBrain());
        });
        return volume.words("info split-brain", volume.splitBrain()) + "\n"
                + volume.onMount("cat \"$1/$2/split\" 2>&1 || true", VolumeMending.FILES)
                        .output();
    }

    // The named host last, so that its content is the latest and wins in the end.
    private static List<LabHost> bricksFrom(Scene scene, HostPlan last) {
        return Stream.concat(
                        scene.plan().with(Part.BRICKS).stream().filter(node -> !node.equals(last)), Stream.of(last))
                .map(scene::host)
                .toList();
    }

    // Until the client that writes has seen which bricks came back, it has nowhere to write to.
    private static void write(GlusterVolume volume, String text) {
        deadline(volume).require("write of \"" + text + "\"", () -> {
            var result = volume.onMount(WRITE, VolumeMending.FILES, text);
            return result.good() ? "" : "cannot write: " + result.output();
        });
    }

    private static Deadline deadline(GlusterVolume volume) {
        return new Deadline(
                PATIENCE,
                volume.mount() + " on " + volume.client().name(),
                "headroom lab fault clear mends the volume");
    }

    @Override
    public String clear(Scene scene, HostPlan host) throws IOException {
        return new VolumeMending(scene, GlusterVolume.main(scene)).mend();
    }
}
