package org.headroom.lab;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.headroom.lab.daemon.Apache;
import org.headroom.lab.daemon.Daemon;
import org.headroom.lab.daemon.DaemonPlace;
import org.headroom.lab.daemon.MariaDb;
import org.headroom.lab.daemon.Nginx;
import org.headroom.lab.daemon.Php;
import org.headroom.lab.daemon.PhpFpm;
import org.headroom.lab.daemon.RunningDaemon;
import org.headroom.lab.daemon.Trixie;
import org.headroom.lab.site.CertificateAuthority;
import org.headroom.lab.site.LabSite;
import org.headroom.lab.site.WordPressConfig;

/** The stack as it is to be: hosts, directories, and every daemon with the values its files need. Touches nothing. */
record StackPlan(LabPaths paths, LabTopology topology, LabOptions options, Php php) {
    static final String ADDRESS = "127.0.0.1";
    static final String SITE = "site1";
    static final String SITE_HOST = "www.site1.test";
    static final List<String> CERTIFICATE_NAMES = List.of(SITE_HOST, "site1.test", "localhost");
    static final String PROXY = "web1";
    static final String ORIGIN = "origin1";

    /** From the database forward, in the order in which they start. */
    List<RunningDaemon> daemons() {
        return List.of(running(mariadb()), running(fpm()), running(apache()), running(nginx()));
    }

    private RunningDaemon running(Daemon daemon) {
        return RunningDaemon.of(daemon, paths.pids());
    }

    MariaDb mariadb() {
        return new MariaDb(place(ORIGIN, "mariadb"));
    }

    private PhpFpm fpm() {
        return new PhpFpm(place(ORIGIN, "fpm"), php);
    }

    private Apache apache() {
        return new Apache(place(ORIGIN, "apache"));
    }

    Nginx nginx() {
        return new Nginx(place(PROXY, "nginx"), new Trixie(paths.image()), paths.run(), topology.locations());
    }

    private DaemonPlace place(String host, String role) {
        return new DaemonPlace(host, ADDRESS, paths.hosts().resolve(host).resolve(role), values());
    }

    Path docroot() {
        return paths.hosts().resolve(ORIGIN).resolve("www").resolve(SITE);
    }

    Path shadow() {
        return paths.hosts().resolve(PROXY).resolve("shadow").resolve(SITE);
    }

    Path database() {
        return paths.hosts().resolve(ORIGIN).resolve("mariadb").resolve("data");
    }

    Path databasePassword() {
        return paths.secrets().resolve("db-password");
    }

    CertificateAuthority certificates() {
        return new CertificateAuthority(paths.certificates());
    }

    WordPressConfig wordPress() {
        return new WordPressConfig(
                LabSite.named(SITE),
                databasePassword().toString(),
                "localhost:" + mariadb().socket(),
                Integer.toString(options.ports().https()),
                options.ports().httpsSuffix());
    }

    private Map<String, String> values() {
        LabPorts ports = options.ports();
        Map<String, String> values = new HashMap<>();
        values.put("site", SITE);
        values.put("site_host", SITE_HOST);
        values.put("site_aliases", "site1.test localhost " + ADDRESS);
        values.put("server_names", String.join(" ", CERTIFICATE_NAMES) + " " + ADDRESS);
        values.put("docroot", docroot().toString());
        values.put("shadow", shadow().toString());
        values.put("data", database().toString());
        values.put("certificate", certificates().certificate().toString());
        values.put("certificate_key", certificates().key().toString());
        values.put("origin_address", ADDRESS);
        values.put("proxy_address", ADDRESS);
        values.put("modules", Apache.MODULES);
        values.put("https_port", Integer.toString(ports.https()));
        values.put("https_suffix", ports.httpsSuffix());
        values.put("http_port", Integer.toString(ports.http()));
        values.put("apache_port", Integer.toString(ports.apache()));
        values.put("status_port", Integer.toString(ports.apacheStatus()));
        values.put("fpm_port", Integer.toString(ports.fpm()));
        values.put("fpm_status_port", Integer.toString(ports.fpmStatus()));
        values.putAll(sizes());
        return values;
    }

    private Map<String, String> sizes() {
        // The pool, and room for an administrator and for what monitors.
        int connections = options.fpmChildren() + 20;
        return Map.of(
                "nginx_files", Long.toString(OpenFiles.allowed()),
                "nginx_workers", Integer.toString(options.nginxWorkers()),
                "mariadb_flush_at_commit", "1",
                "fpm_children", Integer.toString(options.fpmChildren()),
                "mariadb_max_connections", Integer.toString(connections),
                "apache_max_request_workers", Integer.toString(options.apacheMaxRequestWorkers()),
                "apache_threads_per_child", Integer.toString(options.apacheThreadsPerChild()),
                "apache_server_limit", Integer.toString(options.apacheServerLimit()),
                "apache_start_servers", Integer.toString(Math.min(2, options.apacheServerLimit())));
    }
}
