package org.headroom.lab.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.Layout;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.site.PreparedSites;
import org.headroom.lab.site.Secrets;
import org.headroom.lab.site.Trees;
import org.headroom.lab.site.WordPressConfig;

/** WordPress on the origins: files, configuration, the link to the uploads. */
final class SiteSetup {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DISK = "/var/www";

    private final StackPlan plan;
    private final Hosts hosts;
    private final PreparedSites prepared;
    private final Map<WebSite, String> configurations = new HashMap<>();

    SiteSetup(StackPlan plan, Hosts hosts, PreparedSites prepared, Secrets secrets) {
        this.plan = plan;
        this.hosts = hosts;
        this.prepared = prepared;
        // The same on every origin, or a visitor would be logged out by the next one.
        for (WebSite site : plan.sites()) {
            configurations.put(
                    site,
                    WordPressConfig.of(site.prepared(), passwordFile(site)).text(WordPressConfig.newSalts(secrets)));
        }
    }

    static String passwordFile(WebSite site) {
        return "/etc/headroom/db-" + site.name();
    }

    /** Files on the fast disk of an origin, complete but for uploads that are on a volume. */
    void layOnDisk(LabHost host, Map<String, String> passwords) throws IOException {
        for (WebSite site : plan.sites()) {
            Path docroot = host.path(DISK + "/" + site.name());
            Trees.copy(prepared.docroot(site.name()), docroot);
            if (plan.layout().volumes().contains(Layout.USER)) {
                Path uploads = docroot.resolve("wp-content/uploads");
                Trees.remove(uploads);
                Files.createSymbolicLink(uploads, Path.of(plan.uploads(site)));
            }
            Files.writeString(docroot.resolve("wp-config.php"), configurations.getOrDefault(site, ""));
            host.shell(
                            "chown www-data:www-data \"$1\" && chmod 640 \"$1\"",
                            DISK + "/" + site.name() + "/wp-config.php")
                    .require("see host " + host.name());
            new HostSetup(host).secret(passwordFile(site), "www-data", passwords.getOrDefault(site.name(), "") + "\n");
        }
    }

    /** What belongs on volumes, from the master, once they are mounted. */
    void layOnVolumes() {
        LabHost master = hosts.of(plan.with(Part.APACHE).getFirst());
        List<String> volumes = plan.layout().volumes();
        if (volumes.contains(Layout.USER)) {
            Together.each(plan.sites(), site -> {
                Path uploads = prepared.docroot(site.name()).resolve("wp-content/uploads");
                Trees.copy(uploads, master.path(plan.uploads(site)));
            });
        }
        if (volumes.contains(Layout.HTDOCS)) {
            for (WebSite site : plan.sites()) {
                // The disk's copy becomes the volume's: WordPress runs from there alone.
                master.command("cp", "-a", DISK + "/" + site.name(), plan.docroot(site))
                        .within(PATIENCE)
                        .require("see /var/log/glusterfs on " + master.name());
                master.command("rm", "-rf", DISK + "/" + site.name()).require("see host " + master.name());
            }
        }
    }
}
