package org.headroom.lab.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;

/** Kills the process that serves a brick. The other replicas go on, and note what it misses. */
record KillBrick() implements Fault {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return GlusterVolume.nodes(plan);
    }

    @Override
    public String inject(Scene scene, HostPlan host) throws IOException {
        GlusterVolume volume = GlusterVolume.main(scene);
        volume.killBrick(scene.host(host));
        awaitOffline(volume, host);
        return volume.statusWords() + "\n" + volume.healWords();
    }

    static void awaitOffline(GlusterVolume volume, HostPlan host) {
        new Deadline(PATIENCE, "volume " + volume.name(), "headroom lab fault clear").require("brick offline", () -> {
            return volume.bricks().stream().anyMatch(brick -> brick.host().equals(host.name()) && brick.online())
                    ? volume.statusWords()
                    : "";
        });
    }

    @Override
    public String clear(Scene scene, HostPlan host) throws IOException {
        return new VolumeMending(scene, GlusterVolume.main(scene)).mend();
    }
}
