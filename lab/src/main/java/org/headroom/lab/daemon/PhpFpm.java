package org.headroom.lab.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The origin's PHP-FPM with one pool. */
public record PhpFpm(DaemonPlace place, Php php) implements Daemon {

    @Override
    public String role() {
        return "fpm";
    }

    @Override
    public String address() {
        return place.addressWith("fpm_port");
    }

    @Override
    public void configure() throws IOException {
        place.write("fpm/php-fpm.conf", "php-fpm.conf");
        place.write("fpm/pool.conf", "pool.conf");
        place.write("fpm/php.ini", "php.ini");
    }

    @Override
    public List<String> command() {
        Path dir = place.dir();
        return List.of(
                php.fpm().toString(),
                "--nodaemonize",
                "--fpm-config",
                dir.resolve("php-fpm.conf").toString(),
                "--php-ini",
                dir.resolve("php.ini").toString());
    }

    @Override
    public Map<String, String> environment() {
        return Php.ENVIRONMENT;
    }

    @Override
    public Optional<String> lacking() {
        return Ready.accepts(place.address(), place.value("fpm_port"))
                .or(() -> Ready.accepts(place.address(), place.value("fpm_status_port")));
    }
}
