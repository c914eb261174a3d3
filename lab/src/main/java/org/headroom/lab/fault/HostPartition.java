package org.headroom.lab.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.host.Network;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;

/** A host lives, but its line is cut: it reaches nobody, and nobody reaches it. */
record HostPartition() implements Fault {
    @Override
    public List<HostPlan> where(StackPlan plan) {
        return lastOriginFirst(plan);
    }

    /** Every host, those first that the others can do without. */
    static List<HostPlan> lastOriginFirst(StackPlan plan) {
        Set<HostPlan> hosts = new LinkedHashSet<>(plan.origins().reversed());
        hosts.addAll(plan.hosts());
        return new ArrayList<>(hosts);
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        new Network(scene.plan().net()).connect(host.name(), false);
        LabHost on = scene.host(host);
        return Symptom.await(on, "no answer to ping", () -> Ping.from(on, scene.plan()), ping -> !ping.answered())
                .words();
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        new Network(scene.plan().net()).connect(host.name(), true);
        LabHost on = scene.host(host);
        Ping seen = Symptom.await(on, "answers to ping", () -> Ping.from(on, scene.plan()), Ping::answered);
        return seen.words() + "\n" + new HostRecovery(scene, host).await();
    }
}
