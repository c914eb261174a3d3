package org.headroom.lab.fault;

import java.util.List;
import java.util.Optional;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;

/** Freezes a database node: its connections stay open, and for some seconds every commit waits for it. */
record FreezeGaleraNode() implements Fault {
    @Override
    public List<HostPlan> where(StackPlan plan) {
        return plan.hasGalera() ? plan.with(Part.DATABASE).reversed() : List.of();
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        GaleraCluster cluster = new GaleraCluster(scene);
        cluster.requireAlive(host);
        Optional<HostPlan> observer = cluster.speaker(cluster.others(host));
        int before = observer.map(cluster::size).orElse(0);
        cluster.daemon(host).pids().forEach(Signals::freeze);
        observer.ifPresent(one -> cluster.awaitLoss(one, before));
        return cluster.words();
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        return new GaleraMending(scene).mend();
    }
}
