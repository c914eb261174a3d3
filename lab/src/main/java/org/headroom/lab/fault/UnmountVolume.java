package org.headroom.lab.fault;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Layout;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;
import org.headroom.lab.up.FrontPages;
import org.headroom.lab.up.Volumes;

/**
 * A volume is not mounted, as after a boot at which the network came too late: the mount point is an empty directory, and
 * the web server, which knows no better, serves from that. On a proxy it is the shadow, on an origin the uploads.
 */
record UnmountVolume() implements Fault {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return plan.with(Part.MOUNTS);
    }

    private static String mount(StackPlan plan, HostPlan host) {
        List<String> volumes = plan.layout().volumes();
        String wanted = host.has(Part.NGINX) ? Layout.CORE : Layout.USER;
        return "/mnt/" + (volumes.contains(wanted) ? wanted : volumes.getFirst());
    }

    @Override
    public String inject(Scene scene, HostPlan planned) {
        LabHost host = scene.host(planned);
        String mount = mount(scene.plan(), planned);
        // Lazily: who has files open there keeps them.
        host.shell("! mountpoint -q \"$1\" || umount -l \"$1\"", mount).require("see host " + host.name());
        if (planned.has(Part.NGINX)) {
            // A web server that had booted like this would have no file of the volume open.
            host.command("nginx", "-s", "reload").require("see /var/log/nginx/error.log on " + host.name());
        }
        if (!Waiting.until(PATIENCE, () -> clients(host, mount).isEmpty())) {
            // A connection that never ends keeps an old worker, and that keeps its files.
            clients(host, mount).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
        return state(host, mount);
    }

    private static List<Long> clients(LabHost host, String mount) {
        return Volumes.clients(host.processes(), mount);
    }

    private static String state(LabHost host, String mount) {
        return host.shell("mountpoint \"$1\" 2>&1 || true; echo \"$(ls -A \"$1\" | wc -l) entries in $1\"", mount)
                .run()
                .output();
    }

    @Override
    public String clear(Scene scene, HostPlan planned) {
        LabHost host = scene.host(planned);
        String mount = mount(scene.plan(), planned);
        if (!Volumes.mounted(host, mount)) {
            // A mount whose client has died would be in the way of a new one.
            host.shell("! grep -q \" $1 \" /proc/mounts || umount -l \"$1\"", mount)
                    .require("see host " + host.name());
        }
        new Volumes(scene.plan(), scene.hosts()).mountAll(host);
        return state(host, mount) + (scene.plan().fronts().contains(planned) ? "\n" + pages(scene, planned) : "");
    }

    private static String pages(Scene scene, HostPlan front) {
        FrontPages pages = new FrontPages(scene.plan(), scene.hosts());
        WebSite site = scene.plan().sites().getFirst();
        boolean good = Waiting.until(
                PATIENCE,
                () -> pages.protocols().stream()
                        .allMatch(protocol -> pages.ask(site, front, protocol).startsWith("200")));
        if (!good) {
            throw new LabException(
                    "the volume is mounted, but the front page is not served",
                    "/var/log/nginx/error.log on " + front.name(),
                    "see that log");
        }
        return pages.protocols().stream()
                .map(protocol -> protocol.substring(2) + " " + pages.ask(site, front, protocol))
                .collect(Collectors.joining(", "));
    }
}
