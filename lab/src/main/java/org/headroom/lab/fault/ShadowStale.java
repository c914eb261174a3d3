package org.headroom.lab.fault;

import java.util.List;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.HostProcess;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;

/**
 * Cron does not sync any more, and a static file of the first site has changed on the master, longer ago than one period:
 * the proxies go on serving the old one. The change stays when the fault is cleared, since that is what a sync is for;
 * the other origins take it from the shadow then, as their sync would, which the lab does not have.
 */
record ShadowStale() implements Fault {
    private static final String FILE = "/wp-content/themes/headroom-lab/style.css";

    // Cron takes no notice of files with a dot in their names. Both copies are made old first: in a lab that was
    // installed
    // just now, the shadow's would be newer than the change.
    private static final String INJECT = """
            cd /etc/cron.d
            [ ! -f headroom ] || mv headroom headroom.stopped
            for copy in "$1" "$2"; do
                touch -d '1 hour ago' "$copy"
            done
            sed -i '/^.. lab: shadow-stale /d' "$1"
            echo "/* lab: shadow-stale, changed at $(date +%s.%N) */" >>"$1"
            touch -d '10 minutes ago' "$1"
            """;

    private static final String TELL = """
            cd /etc/cron.d
            echo "cron.d: $(ls | tr '\\n' ' ')"
            stat -c '%y %n' "$1" "$2"
            cmp -s "$1" "$2" && echo "cmp: no difference" || echo "cmp: they differ"
            """;

    @Override
    public List<HostPlan> where(StackPlan plan) {
        return plan.hasShadow() ? plan.with(Part.MASTER) : List.of();
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        LabHost on = scene.host(host);
        on.shell(INJECT, master(scene), shadow(scene)).require("see host " + host.name());
        // A pass that cron had begun before would bring the change over.
        Symptom.await(on, "no sync runs", on::processes, all -> all.stream().noneMatch(ShadowStale::syncs));
        return Symptom.await(on, "files that differ", () -> tell(scene, host), words -> words.endsWith("they differ"));
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        LabHost on = scene.host(host);
        on.shell("cd /etc/cron.d; [ ! -f headroom.stopped ] || mv headroom.stopped headroom")
                .require("see host " + host.name());
        if (on.daemon(Services.CRON).pid().isEmpty()) {
            scene.hosts().bringUp(host, scene.hosts().service(host, Services.CRON));
        }
        // Refused while a pass of cron's runs, which does as well.
        String words = Symptom.await(
                on,
                "a pass of the sync that leaves no difference",
                () -> {
                    on.command("/usr/local/sbin/headroom-sync").run();
                    return tell(scene, host);
                },
                told -> told.endsWith("no difference"));
        scene.plan().origins().stream()
                .filter(origin -> !origin.equals(host))
                .forEach(origin -> scene.host(origin)
                        .command("cp", "--preserve=timestamps", shadow(scene), master(scene))
                        .require("see host " + origin.name()));
        return words;
    }

    // Our script, the engine that it starts, or the rsync that either starts.
    private static boolean syncs(HostProcess process) {
        return process.command().contains("headroom-sync")
                || process.command().contains(" sync --stack ")
                || process.command().startsWith("rsync ");
    }

    private static String tell(Scene scene, HostPlan host) {
        return scene.host(host)
                .shell(TELL, master(scene), shadow(scene))
                .run()
                .output()
                .strip();
    }

    private static String master(Scene scene) {
        return scene.plan().docroot(site(scene)) + FILE;
    }

    private static String shadow(Scene scene) {
        return scene.plan().shadow(site(scene)) + FILE;
    }

    private static WebSite site(Scene scene) {
        return scene.plan().sites().getFirst();
    }
}
