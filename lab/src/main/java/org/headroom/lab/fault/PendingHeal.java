package org.headroom.lab.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;

/** A brick misses writes and comes back, and since healing is switched off, it stays behind. */
record PendingHeal() implements Fault {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String WRITE = """
            mkdir -p "$1/$2"
            for n in 1 2 3; do
                echo "missed by a brick that was down" >"$1/$2/missed$n"
            done
            """;
    /** Who heals: the daemon on every node, and whoever opens a file. */
    private static final List<String> HEALERS = List.of(
            "cluster.self-heal-daemon",
            "cluster.data-self-heal",
            "cluster.metadata-self-heal",
            "cluster.entry-self-heal");

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return GlusterVolume.nodes(plan);
    }

    @Override
    public String inject(Scene scene, HostPlan host) throws IOException {
        GlusterVolume volume = GlusterVolume.main(scene);
        VolumeOptions options = new VolumeOptions(volume, scene.memory());
        for (String healer : HEALERS) {
            options.change(healer, "off");
        }
        volume.killBrick(scene.host(host));
        KillBrick.awaitOffline(volume, host);
        Command.Result written = volume.onMount(WRITE, VolumeMending.FILES);
        if (!written.good()) {
            throw new LabException(
                    "the volume cannot be written with one brick down: " + written.output(),
                    volume.mount() + " on " + volume.client().name(),
                    "headroom lab fault clear");
        }
        volume.startBricks();
        new VolumeMending(scene, volume).online();
        new Deadline(PATIENCE, "volume " + volume.name(), "headroom lab fault clear").require("pending heal", () -> {
            return volume.heal().stream().anyMatch(brick -> brick.entries().orElse(0) > 0) ? "" : volume.healWords();
        });
        return volume.healWords();
    }

    @Override
    public String clear(Scene scene, HostPlan host) throws IOException {
        return new VolumeMending(scene, GlusterVolume.main(scene)).mend();
    }
}
