package org.headroom.lab.up;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.headroom.lab.daemon.PhpVersion;
import org.headroom.lab.daemon.Service;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;

/** A plan's hosts as they exist on this machine, up or not, with their services. */
public final class Hosts {
    private final StackPlan plan;
    private final Services services;
    private final Map<String, LabHost> hosts = new HashMap<>();

    /**
     * Hosts whose directories and pid files are under {@code run}.
     *
     * @param image the root that they start from
     */
    public Hosts(StackPlan plan, Path run, Path image) {
        this.plan = plan;
        this.services = new Services(plan, PhpVersion.of(image));
        LabHost.Setting setting = new LabHost.Setting(
                plan.net(),
                image,
                run.resolve("hosts"),
                run.resolve("pids"),
                plan.options().engine().visible());
        for (HostPlan host : plan.hosts()) {
            hosts.put(host.name(), new LabHost(host.name(), plan.address(host), setting));
        }
    }

    public LabHost of(HostPlan host) {
        return of(host.name());
    }

    /** The host of that name; an unknown one is an {@link IllegalArgumentException} that lists the known. */
    public LabHost of(String name) {
        LabHost host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host \"" + name + "\" in "
                    + plan.topology().label() + "; there are "
                    + String.join(
                            ", ", plan.hosts().stream().map(HostPlan::name).toList()));
        }
        return host;
    }

    public List<LabHost> with(Part part) {
        return plan.with(part).stream().map(this::of).toList();
    }

    public Services services() {
        return services;
    }

    public Service service(HostPlan host, String role) {
        return services.of(host, role);
    }

    /** Starts a daemon, and does not wait until it serves. */
    public void start(HostPlan host, Service service) {
        LabHost on = of(host);
        if (!service.prepare().isBlank()) {
            on.shell(service.prepare()).require("see host " + host.name());
        }
        on.startDaemon(service.role(), service.command(), service.environment(), service.log());
    }

    /** Starts a daemon, and waits until it serves. */
    public void bringUp(HostPlan host, Service service) {
        start(host, service);
        Awaiting.ready(of(host), service);
    }
}
