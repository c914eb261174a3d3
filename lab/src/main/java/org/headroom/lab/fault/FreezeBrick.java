package org.headroom.lab.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;

/**
 * Freezes the process that serves a brick. Whoever uses the volume waits for it until {@code network.ping-timeout} is over,
 * then goes on without it; {@code volume status} calls it online all the while.
 */
record FreezeBrick() implements Fault {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return GlusterVolume.nodes(plan);
    }

    @Override
    public String inject(Scene scene, HostPlan host) throws IOException {
        GlusterVolume volume = GlusterVolume.main(scene);
        Signals.freeze(volume.requireProcess(scene.host(host)));
        String brick = host.name() + ":" + volume.brick();
        AtomicReference<String> words = new AtomicReference<>("");
        new Deadline(PATIENCE, "brick " + brick, "headroom lab fault clear").require("silence noticed", () -> {
            // Each such question takes as long as the ping timeout.
            List<GlusterXml.Heal> seen = volume.heal();
            words.set(volume.words("info", seen));
            return seen.stream().anyMatch(one -> one.name().equals(brick) && !one.connected()) ? "" : words.get();
        });
        return words.get() + "\n" + volume.statusWords() + " (its process is frozen, which this does not tell)";
    }

    @Override
    public String clear(Scene scene, HostPlan host) throws IOException {
        return new VolumeMending(scene, GlusterVolume.main(scene)).mend();
    }
}
