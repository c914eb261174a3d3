package org.headroom.lab.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.headroom.lab.certificate.Authority;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.process.Command;

/** Certificates for every site: by ACME where the stack has an authority for it, else signed by the plain one. */
public final class Certificates {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACME_CA = "/etc/headroom/acme-ca.pem";

    private final StackPlan plan;
    private final Hosts hosts;
    private final Path directory;
    private final Authority authority;

    /** Keeps the authority's own files in that directory of this machine. */
    public Certificates(StackPlan plan, Hosts hosts, Path directory) {
        this.plan = plan;
        this.hosts = hosts;
        this.directory = directory;
        this.authority = new Authority(directory);
    }

    /** Every root that a visitor of the lab trusts. */
    public Path caFile() {
        return directory.resolve("ca.pem");
    }

    public Authority authority() {
        return authority;
    }

    /** Makes the plain authority, and starts the one for ACME. */
    void begin() throws IOException {
        authority.make();
        Files.copy(authority.caFile(), caFile());
        for (HostPlan host : plan.with(Part.AUTHORITY)) {
            LabHost on = hosts.of(host);
            Authority.Issued own = authority.issue("acme", List.of(host.name()), List.of(plan.address(host)));
            HostSetup setup = new HostSetup(on);
            setup.secret("/etc/pebble/server.pem", "root", Files.readString(own.chain()));
            setup.secret("/etc/pebble/server.key", "root", Files.readString(own.key()));
            hosts.bringUp(host, hosts.service(host, Services.ACME));
        }
    }

    /** Gets a certificate for every site. Port 80 of the proxies answers by now. */
    void issue(Consumer<String> progress) throws IOException {
        for (HostPlan host : plan.with(Part.AUTHORITY)) {
            if (issueByAcme(host, progress)) {
                return;
            }
        }
        for (WebSite site : plan.sites()) {
            install(site, authority.issue(site.name(), names(site), List.of()));
        }
    }

    /** Names of a site's certificate. */
    public static List<String> names(WebSite site) {
        List<String> names = new ArrayList<>(List.of(site.host()));
        names.addAll(site.aliases());
        return names;
    }

    /** Puts it where every host finds it. */
    public void install(WebSite site, Authority.Issued issued) throws IOException {
        String live = plan.letsencrypt() + "/live/" + site.name();
        LabHost host = hosts.of(plan.certificateHost());
        HostSetup setup = new HostSetup(host);
        setup.secret(live + "/fullchain.pem", "root", Files.readString(issued.chain()));
        setup.secret(live + "/privkey.pem", "root", Files.readString(issued.key()));
    }

    private boolean issueByAcme(HostPlan acme, Consumer<String> progress) throws IOException {
        LabHost host = hosts.of(plan.certificateHost());
        new HostSetup(host).secret(ACME_CA, "root", Files.readString(authority.caFile()));
        for (WebSite site : plan.sites()) {
            Command.Result result = certbot(host, acme, site);
            if (!result.good()) {
                progress.accept("up: ACME does not work here, so a plain authority signs: "
                        + result.output().lines().reduce("", (_, line) -> line));
                host.shell("rm -rf \"$1/live\" \"$1/renewal\" \"$1/archive\"", plan.letsencrypt())
                        .run();
                return false;
            }
        }
        String root = host.command(
                        "curl", "-sS", "--fail", "--cacert", ACME_CA, "https://" + acme.name() + ":15000/roots/0")
                .require("see /var/log/pebble.log on " + acme.name());
        Files.writeString(caFile(), Files.readString(authority.caFile()) + root.strip() + "\n");
        progress.accept("up: certificates by ACME, kept in " + plan.letsencrypt());
        return true;
    }

    private Command.Result certbot(LabHost host, HostPlan acme, WebSite site) {
        List<String> command = new ArrayList<>(List.of(
                "certbot",
                "certonly",
                "--non-interactive",
                "--agree-tos",
                "--register-unsafely-without-email",
                "--server",
                "https://" + acme.name() + ":14000/dir",
                "--config-dir",
                plan.letsencrypt(),
                "--key-type",
                "ecdsa",
                "--webroot",
                "-w",
                plan.acmeWebroot(),
                "--cert-name",
                site.name()));
        names(site).forEach(name -> command.addAll(List.of("-d", name)));
        List<String> words = new ArrayList<>(List.of("env", "REQUESTS_CA_BUNDLE=" + ACME_CA));
        words.addAll(command);
        return host.command(words)
                .within(PATIENCE)
                .withEnvironment(Map.of("HOME", "/root"))
                .run();
    }
}
