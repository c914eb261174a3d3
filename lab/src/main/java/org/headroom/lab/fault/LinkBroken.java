package org.headroom.lab.fault;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Layout;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;

/** The first site's link from the docroot to the uploads' volume leads to a name that is not there. */
record LinkBroken() implements Fault {
    // "readlink -e" speaks only of a link that leads somewhere.
    private static final String TELL = """
            printf 'readlink: %s\\n' "$(readlink "$1")"
            printf 'readlink -e: %s\\n' "$(readlink -e "$1" || echo 'leads nowhere')"
            """;

    @Override
    public List<HostPlan> where(StackPlan plan) {
        if (!plan.layout().volumes().contains(Layout.USER)) {
            return List.of();
        }
        Set<HostPlan> hosts = new LinkedHashSet<>(plan.with(Part.MASTER));
        hosts.addAll(plan.origins());
        return List.copyOf(hosts);
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        WebSite site = scene.plan().sites().getFirst();
        point(scene, host, scene.plan().uploads(site) + "-gone");
        return Symptom.await(
                scene.host(host), "a link to nowhere", () -> tell(scene, host), words -> words.contains("nowhere"));
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        point(scene, host, scene.plan().uploads(scene.plan().sites().getFirst()));
        return tell(scene, host);
    }

    private static void point(Scene scene, HostPlan host, String target) {
        LabHost on = scene.host(host);
        on.command("ln", "-sfn", target, link(scene)).require("see host " + on.name());
    }

    private static String tell(Scene scene, HostPlan host) {
        return scene.host(host).shell(TELL, link(scene)).require("see host " + host.name());
    }

    private static String link(Scene scene) {
        return scene.plan().docroot(scene.plan().sites().getFirst()) + "/wp-content/uploads";
    }
}
