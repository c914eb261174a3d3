package org.headroom.tuner.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.headroom.tuner.config.apache.ApacheConfig;
import org.headroom.tuner.config.mariadb.MariadbConfig;
import org.headroom.tuner.config.nginx.NginxConfig;
import org.headroom.tuner.config.nginx.Upstream;
import org.headroom.tuner.config.php.FpmConfig;
import org.headroom.tuner.config.php.PhpIni;
import org.headroom.tuner.config.text.Sources;
import org.headroom.tuner.config.tree.ConfigTree;

/**
 * What was read of a host's daemons; each may be missing.
 *
 * @param fpm the newest PHP first
 * @param ini of the newest PHP
 * @param upstream that has the origin among its servers
 */
public record HostConfig(
        ConfigTree tree,
        Optional<ApacheConfig> apache,
        List<FpmConfig> fpm,
        Optional<PhpIni> ini,
        Optional<NginxConfig> nginx,
        Optional<Upstream> upstream,
        Optional<MariadbConfig> mariadb) {
    private static final Pattern PHP = Pattern.compile("/php/(\\d{1,3}\\.\\d{1,3})/");

    public HostConfig {
        fpm = List.copyOf(fpm);
    }

    /**
     * Reads what is there.
     *
     * @param originAddress address, with or without port, by which an NGINX upstream knows the origin
     */
    public static HostConfig read(ConfigTree tree, String originAddress) {
        List<FpmConfig> fpm = FpmConfig.read(tree);
        Optional<ApacheConfig> apache = ApacheConfig.read(tree);
        Optional<NginxConfig> nginx = NginxConfig.read(tree);
        List<String> addresses = addresses(originAddress, apache);
        return new HostConfig(
                tree,
                apache,
                fpm,
                fpm.stream().findFirst().map(newest -> PhpIni.read(tree, newest)),
                nginx,
                nginx.flatMap(config -> addresses.stream()
                        .flatMap(address -> config.upstreamOf(address).stream())
                        .findFirst()),
                MariadbConfig.read(tree));
    }

    /** By what an upstream may know the origin: its address, and on the same host the ports where Apache listens. */
    private static List<String> addresses(String originAddress, Optional<ApacheConfig> apache) {
        List<String> addresses = new ArrayList<>(List.of(originAddress));
        String host = originAddress.replaceFirst("(?<=[^:]):\\d+$", "");
        apache.ifPresent(config -> config.listenPorts()
                .forEach(port -> Stream.of(host, "127.0.0.1", "localhost", "[::1]")
                        .forEach(name -> addresses.add(name + ":" + port))));
        return addresses;
    }

    /** Version of the newest PHP-FPM, as its place tells; an empty text if that does not. */
    public Optional<String> phpVersion() {
        return fpm.stream().findFirst().map(FpmConfig::entry).map(entry -> {
            Matcher version = PHP.matcher(entry);
            return version.find() ? version.group(1) : "";
        });
    }

    /** What could not be read or made sense of, a line each. */
    public List<String> problems() {
        return Stream.of(
                        apache.stream().map(ApacheConfig::sources),
                        fpm.stream().map(FpmConfig::sources),
                        ini.stream().map(PhpIni::sources),
                        nginx.stream().map(NginxConfig::sources),
                        mariadb.stream().map(MariadbConfig::sources))
                .flatMap(sources -> sources)
                .map(Sources::problems)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
