package org.headroom.lab.fault;

import java.util.List;
import java.util.Optional;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;

/** Kills a database node, or the lone database. */
record KillDatabase() implements Fault {
    @Override
    public List<HostPlan> where(StackPlan plan) {
        return plan.with(Part.DATABASE).reversed();
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        GaleraCluster cluster = new GaleraCluster(scene);
        Optional<HostPlan> observer = cluster.speaker(cluster.others(host));
        int before = observer.map(cluster::size).orElse(0);
        cluster.daemon(host).kill();
        // That the others have noticed: before, they wait for it with every commit.
        observer.ifPresent(one -> cluster.awaitLoss(one, before));
        return scene.plan().hasGalera()
                ? cluster.words()
                : cluster.service(host).lacking().apply(cluster.host(host)).orElse("it still answers");
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        return new GaleraMending(scene).mend();
    }
}
