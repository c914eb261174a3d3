package org.headroom.lab.daemon;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The origin's web server, mpm_event, from Debian 12. */
public record Apache(DaemonPlace place) implements Daemon {
    public static final String MODULES = "/usr/lib/apache2/modules";

    @Override
    public String role() {
        return "apache";
    }

    @Override
    public String address() {
        return place.addressWith("apache_port");
    }

    @Override
    public void configure() throws IOException {
        place.write("apache/apache2.conf", "apache2.conf");
        place.write("apache/site.conf", "site.conf");
        place.write("apache/status.conf", "status.conf");
    }

    @Override
    public List<String> command() {
        return List.of(
                "/usr/sbin/apache2",
                "-d",
                place.dir().toString(),
                "-f",
                place.dir().resolve("apache2.conf").toString(),
                "-DFOREGROUND");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("LANG", "C");
    }

    @Override
    public Optional<String> lacking() {
        String status = "http://" + place.addressWith("status_port");
        return Ready.accepts(place.address(), place.value("status_port"))
                .or(() -> Ready.answers(status + "/server-status?auto", "IdleWorkers"));
    }
}
