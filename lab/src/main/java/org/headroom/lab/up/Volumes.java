package org.headroom.lab.up;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/** The file cluster: peers, volumes, mounts. */
public final class Volumes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StackPlan plan;
    private final Hosts hosts;

    public Volumes(StackPlan plan, Hosts hosts) {
        this.plan = plan;
        this.hosts = hosts;
    }

    void start(Consumer<String> progress) {
        List<HostPlan> nodes = plan.with(Part.BRICKS);
        Together.each(nodes, node -> hosts.bringUp(node, hosts.service(node, Services.GLUSTERD)));
        hosts.of(nodes.getFirst())
                .command("/usr/local/sbin/headroom-volumes")
                .within(PATIENCE)
                .require("see /var/log/glusterfs on " + nodes.getFirst().name());
        progress.accept(
                "up: gluster has volumes " + String.join(", ", plan.layout().volumes()));
        Together.each(plan.with(Part.MOUNTS), host -> mountAll(hosts.of(host)));
    }

    /** Mounts what is not mounted, and waits until it answers. */
    public void mountAll(LabHost host) {
        for (String volume : plan.layout().volumes()) {
            String mount = "/mnt/" + volume;
            host.command("mkdir", "-p", mount).run();
            boolean mounted = Waiting.until(
                    PATIENCE,
                    () -> mounted(host, mount)
                            || (host.command("mount", mount).run().good() && mounted(host, mount)));
            if (!mounted) {
                throw new LabException(
                        "cannot mount " + volume + " on " + host.name() + ": "
                                + host.command("mount", mount).run().output(),
                        "/var/log/glusterfs/mnt-" + volume + ".log on " + host.name(),
                        "see that log");
            }
        }
    }

    /** Whether it is mounted and answers. */
    public static boolean mounted(LabHost host, String mount) {
        return host.shell("mountpoint -q \"$1\" && timeout 5 stat -f \"$1\" >/dev/null", mount)
                .run()
                .good();
    }
}
