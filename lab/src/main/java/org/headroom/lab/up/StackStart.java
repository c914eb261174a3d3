package org.headroom.lab.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.headroom.lab.daemon.PhpVersion;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.host.Network;
import org.headroom.lab.plan.HostFile;
import org.headroom.lab.plan.HostFiles;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackFileText;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.site.PreparedSites;
import org.headroom.lab.site.Secrets;

/** The way up: network, hosts, files, then everything that does not wait for each other at the same time. */
public final class StackStart {
    private final StackPlan plan;
    private final Places places;
    private final Hosts hosts;
    private final Secrets secrets;
    private final Consumer<String> progress;
    private final Map<String, String> passwords = new LinkedHashMap<>();

    /**
     * Where things are on this machine.
     *
     * @param run what belongs to this stack
     */
    public record Places(Path image, Path run) {
        Path certificates() {
            return run.resolve("certificates");
        }

        Path databasePassword() {
            return run.resolve("secrets/galera-headroom");
        }

        Path sshKey() {
            return run.resolve("secrets/id_ed25519");
        }

        Path knownHosts() {
            return run.resolve("secrets/known_hosts");
        }
    }

    public StackStart(StackPlan plan, Places places, Secrets secrets, Consumer<String> progress) {
        this.plan = plan;
        this.places = places;
        this.hosts = new Hosts(plan, places.run(), places.image());
        this.secrets = secrets;
        this.progress = progress;
        plan.sites().forEach(site -> passwords.put(site.name(), secrets.next()));
        passwords.put("headroom", secrets.next());
    }

    /** Brings all of it up, and returns when every front page is served. */
    public void start(PreparedSites prepared) throws IOException {
        Certificates certificates = new Certificates(plan, hosts, places.certificates());
        SiteSetup sites = new SiteSetup(plan, hosts, prepared, secrets);
        makeHosts();
        progress.accept("up: hosts "
                + String.join(", ", plan.hosts().stream().map(HostPlan::name).toList()));
        Together.each(plan.hosts(), host -> layFiles(host, sites));
        Together.all(
                () -> {
                    new Databases(plan, hosts, prepared.database()).start(passwords);
                    progress.accept("up: " + (plan.hasGalera() ? "galera is synced" : "mariadb serves"));
                },
                this::startWeb,
                () -> startFiles(sites, certificates));
        hosts.with(Part.NGINX).forEach(StackStart::enableTls);
        writeStackFiles(certificates.caFile());
        Together.all(() -> new Shadow(plan, hosts).fill(progress), () -> new FrontPages(plan, hosts).require());
        Together.each(plan.with(Part.MASTER), host -> hosts.bringUp(host, hosts.service(host, Services.CRON)));
    }

    private void makeHosts() {
        Map<String, String> addresses = new LinkedHashMap<>();
        plan.hosts().forEach(host -> addresses.put(host.name(), plan.address(host)));
        Network network = new Network(plan.net());
        network.requireFree();
        network.make(addresses);
        Together.each(
                plan.hosts(),
                host -> hosts.of(host)
                        .start(host.has(Part.FPM) ? plan.options().originMemoryBytes() : OptionalLong.empty()));
    }

    private void layFiles(HostPlan host, SiteSetup sites) throws IOException {
        LabHost on = hosts.of(host);
        List<HostFile> files = new ArrayList<>(HostFiles.of(plan, host, PhpVersion.of(places.image())));
        files.addAll(Shadow.programs(plan, host));
        new HostSetup(on).lay(files);
        if (host.has(Part.FPM)) {
            sites.layOnDisk(on, passwords);
        }
    }

    private void startWeb() throws IOException {
        Together.each(plan.hosts(), host -> {
            hosts.bringUp(host, hosts.service(host, Services.SSHD));
            if (host.has(Part.FPM)) {
                hosts.bringUp(host, hosts.service(host, Services.FPM));
            }
        });
        new Logins(plan, hosts).let(places.sshKey(), places.knownHosts());
    }

    // Volumes, then what lies on them, then the proxies that serve from them, then certificates.
    private void startFiles(SiteSetup sites, Certificates certificates) throws IOException {
        if (plan.hasGluster()) {
            new Volumes(plan, hosts).start(progress);
            sites.layOnVolumes();
        }
        Together.each(plan.with(Part.NGINX), host -> hosts.bringUp(host, hosts.service(host, Services.NGINX)));
        certificates.begin();
        certificates.issue(progress);
        // Apache reads its certificates at its start.
        Together.each(plan.with(Part.APACHE), host -> hosts.bringUp(host, hosts.service(host, Services.APACHE)));
    }

    private static void enableTls(LabHost host) {
        host.shell("""
                cd /etc/nginx/sites-available
                for site in *.conf; do
                    ln -sf "../sites-available/$site" "../sites-enabled/$site"
                done
                nginx -t -q
                nginx -s reload
                """).require("see /var/log/nginx/error.log on " + host.name());
    }

    private void writeStackFiles(Path caFile) throws IOException {
        String password = passwords.getOrDefault("headroom", "") + "\n";
        Secrets.keep(places.databasePassword(), password);
        StackFiles.write(
                plan.options().stackFile(),
                StackFileText.of(
                        plan,
                        new StackFileText.Named(
                                caFile, places.databasePassword(), places.sshKey(), places.knownHosts())));
        String onHosts = StackFileText.of(
                plan,
                new StackFileText.Named(
                        Shadow.onHosts("ca.pem"), Shadow.onHosts("galera-headroom"), Logins.KEY, Logins.KNOWN));
        String ca = Files.readString(caFile);
        Map<HostPlan, List<HostFile>> files = new HashMap<>();
        for (HostPlan host : plan.hosts()) {
            files.put(
                    host,
                    List.of(
                            new HostFile.Text(Shadow.onHosts("stack.yaml").toString(), onHosts, false),
                            new HostFile.Text(Shadow.onHosts("ca.pem").toString(), ca, false)));
        }
        Together.each(plan.hosts(), host -> {
            HostSetup setup = new HostSetup(hosts.of(host));
            setup.lay(files.getOrDefault(host, List.of()));
            setup.secret(Shadow.onHosts("galera-headroom").toString(), "root", password);
        });
    }

    /** The hosts that it has started. */
    public Hosts hosts() {
        return hosts;
    }
}
