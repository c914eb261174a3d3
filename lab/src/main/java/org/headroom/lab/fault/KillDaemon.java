package org.headroom.lab.fault;

import java.util.List;
import org.headroom.lab.daemon.Service;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;

/**
 * Kills a daemon with its workers, as a crash would.
 *
 * @param part what a host has that runs it
 */
record KillDaemon(String role, Part part) implements Fault {
    @Override
    public List<HostPlan> where(StackPlan plan) {
        return plan.with(part);
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        scene.host(host).daemon(role).kill();
        return state(scene, host);
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        if (scene.host(host).daemon(role).pid().isEmpty()) {
            // Workers whose master is gone would hold its ports.
            scene.host(host).daemon(role).kill();
            scene.hosts().bringUp(host, scene.hosts().service(host, role));
        }
        return state(scene, host);
    }

    private String state(Scene scene, HostPlan host) {
        LabHost on = scene.host(host);
        Service service = scene.hosts().service(host, role);
        return service.lacking().apply(on).map(lacking -> role + ": " + lacking).orElse(role + " serves");
    }
}
