package org.headroom.lab.up;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.HostProcess;
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

    /** The processes that are a host's mounts there: one, or none. */
    public static List<Long> clients(List<HostProcess> processes, String mount) {
        return processes.stream()
                .filter(process -> process.command().contains("/glusterfs ")
                        && process.command().endsWith(" " + mount))
                .map(HostProcess::pid)
                .toList();
    }

    /** The processes that serve a volume's brick on a host: one, or none. */
    public static List<Long> brickServers(List<HostProcess> processes, String volume) {
        return processes.stream()
                .filter(process -> process.command().contains("glusterfsd ")
                        && process.command().contains("--brick-name " + brick(volume) + " "))
                .map(HostProcess::pid)
                .toList();
    }

    /** Where the brick of a volume is on its hosts. */
    public static String brick(String volume) {
        return "/srv/disk/bricks/" + volume;
    }

    /** Whether it is mounted and answers. */
    public static boolean mounted(LabHost host, String mount) {
        return host.shell("timeout 5 mountpoint -q \"$1\" && timeout 5 stat -f \"$1\" >/dev/null", mount)
                .run()
                .good();
    }
}
