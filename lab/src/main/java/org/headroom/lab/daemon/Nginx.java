package org.headroom.lab.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The TLS proxy: h1, h2 and h3 on one port, from Debian 13's chroot.
 *
 * @param locations the template that says what it serves itself, for example {@code locations-split.conf}
 * @param shared the directory of the machine that it must see
 */
public record Nginx(DaemonPlace place, Trixie chroot, Path shared, String locations) implements Daemon {

    @Override
    public String role() {
        return "nginx";
    }

    @Override
    public String address() {
        return place.addressWith("https_port");
    }

    public Path accessLog() {
        return place.dir().resolve("access.log");
    }

    /** Where an ACME client puts what the plain port must answer. */
    public Path acme() {
        return place.dir().resolve("acme");
    }

    @Override
    public void configure() throws IOException {
        place.write("nginx/nginx.conf", "nginx.conf");
        place.write("nginx/site.conf", "site.conf");
        place.write("nginx/proxy.conf", "proxy.conf");
        place.write("nginx/" + locations, "locations.conf");
        Files.createDirectories(place.dir().resolve("tmp"));
        Files.createDirectories(acme());
    }

    @Override
    public List<String> command() {
        String configuration = place.dir().resolve("nginx.conf").toString();
        String earlyLog = place.dir().resolve("error.log").toString();
        return chroot.command(shared, List.of("/usr/sbin/nginx", "-e", earlyLog, "-c", configuration));
    }

    @Override
    public Optional<String> lacking() {
        return Ready.accepts(place.address(), place.value("https_port"))
                .or(() -> Ready.accepts(place.address(), place.value("http_port")));
    }
}
