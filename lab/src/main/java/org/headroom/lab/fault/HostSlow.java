package org.headroom.lab.fault;

import java.util.List;
import org.headroom.lab.line.Line;
import org.headroom.lab.line.LinePreset;
import org.headroom.lab.line.Lines;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;

/** A host is as far away as if it stood at another site. Nothing is lost, and its connections go on. */
record HostSlow() implements Fault {
    private static final LinePreset LINE = LinePreset.TWO_SITES;

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return HostPartition.lastOriginFirst(plan);
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        Line line = line(scene, host);
        line.slow(LINE.settings());
        Ping seen = Symptom.await(
                scene.host(host),
                "a round trip of at least " + roundTripMillis() + " ms",
                () -> Ping.from(scene.host(host), scene.plan()),
                ping -> ping.leastMillis().orElse(0) >= roundTripMillis());
        return "line: " + line.statistics().settings() + "\n" + seen.words();
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        line(scene, host).mend();
        return Symptom.await(
                        scene.host(host),
                        "a round trip as short as within one site",
                        () -> Ping.from(scene.host(host), scene.plan()),
                        ping -> ping.answered() && ping.leastMillis().orElse(0) < roundTripMillis() / 2)
                .words();
    }

    private static double roundTripMillis() {
        return 2.0 * LINE.settings().delay().toMillis();
    }

    private static Line line(Scene scene, HostPlan host) {
        return Lines.of(scene.run(), scene.plan().net()).line(host.name());
    }
}
