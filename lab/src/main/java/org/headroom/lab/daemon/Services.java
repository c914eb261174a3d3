package org.headroom.lab.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.plan.WebSite;
import org.headroom.lab.process.Command;

/** Every daemon of a host, from what others need to what needs others. */
public final class Services {
    public static final String SSHD = "sshd";
    public static final String MARIADB = "mariadb";
    public static final String GLUSTERD = "glusterd";
    public static final String FPM = "fpm";
    public static final String APACHE = "apache";
    public static final String NGINX = "nginx";
    public static final String CRON = "cron";
    public static final String ACME = "acme";

    private final StackPlan plan;
    private final String phpVersion;

    public Services(StackPlan plan, String phpVersion) {
        this.plan = plan;
        this.phpVersion = phpVersion;
    }

    /** Those of a host, in the order in which they may start. */
    public List<Service> of(HostPlan host) {
        List<Service> services = new ArrayList<>(List.of(sshd(host)));
        if (host.has(Part.AUTHORITY)) {
            services.add(acme(host));
        }
        if (host.has(Part.BRICKS)) {
            services.add(glusterd(host));
        }
        if (host.has(Part.DATABASE)) {
            services.add(mariadb(host));
        }
        if (host.has(Part.FPM)) {
            services.add(fpm());
        }
        if (host.has(Part.APACHE)) {
            services.add(apache(host));
        }
        if (host.has(Part.NGINX)) {
            services.add(nginx(host));
        }
        if (host.has(Part.MASTER)) {
            services.add(cron());
        }
        return List.copyOf(services);
    }

    /** The one of that role; a host that has none is a mistake of ours. */
    public Service of(HostPlan host, String role) {
        return of(host).stream()
                .filter(service -> service.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(host.name() + " has no " + role));
    }

    private Service sshd(HostPlan host) {
        String prepare = """
                mkdir -p /run/sshd
                [ -f /etc/ssh/ssh_host_ed25519_key ] || ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
                """;
        return new Service(
                SSHD,
                plan.address(host) + ":22",
                prepare,
                List.of("/usr/sbin/sshd", "-D", "-e"),
                Map.of(),
                "/var/log/sshd.log",
                it -> Ready.accepts(it.address(), 22));
    }

    private Service acme(HostPlan host) {
        return new Service(
                ACME,
                plan.address(host) + ":14000",
                "",
                List.of("/usr/bin/pebble", "-config", "/etc/pebble/pebble.json"),
                // Waits of its own and refused nonces, made to test clients, are of no use here.
                Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0"),
                "/var/log/pebble.log",
                it -> Ready.accepts(it.address(), 14000).or(() -> Ready.accepts(it.address(), 15000)));
    }

    private Service glusterd(HostPlan host) {
        return new Service(
                GLUSTERD,
                plan.address(host) + ":24007",
                "mkdir -p /run/gluster /var/log/glusterfs/bricks /srv/disk/bricks",
                List.of("/usr/sbin/glusterd", "-N", "-p", "/run/glusterd.pid", "--log-level", "WARNING"),
                Map.of(),
                "/var/log/glusterfs/glusterd.log",
                it -> answers(it.command("gluster", "pool", "list")));
    }

    private Service mariadb(HostPlan host) {
        return new Service(
                MARIADB,
                plan.address(host) + ":3306",
                "mkdir -p /run/mysqld; chown mysql:mysql /run/mysqld",
                List.of("/usr/sbin/mariadbd", "--user=mysql"),
                Map.of(),
                "/var/log/mariadb.log",
                it -> plan.hasGalera() ? new Galera(it).lacking() : answers(it.command("mariadb-admin", "ping")));
    }

    private static Optional<String> answers(Command command) {
        Command.Result result = command.run();
        return result.good() ? Optional.empty() : Optional.of(result.output().strip());
    }

    private Service fpm() {
        List<WebSite> sites = plan.sites();
        return new Service(
                FPM,
                "127.0.0.1:" + sites.getFirst().poolPort()
                        + (sites.size() > 1 ? "-" + sites.getLast().poolPort() : ""),
                "mkdir -p /run/php",
                List.of(
                        "/usr/sbin/php-fpm" + phpVersion,
                        "--nodaemonize",
                        "--fpm-config",
                        "/etc/php/" + phpVersion + "/fpm/php-fpm.conf"),
                Map.of(),
                "/var/log/php" + phpVersion + "-fpm.log",
                it -> sites.stream()
                        .flatMap(site -> Ready.acceptsInside(it, site.poolPort()).stream())
                        .findFirst());
    }

    private Service apache(HostPlan host) {
        String status = "http://" + plan.address(host) + ":8081/server-status?auto";
        return new Service(
                APACHE,
                plan.address(host) + (plan.origins().size() == 1 && !plan.has(Part.NGINX) ? ":443" : ":80"),
                // One that was killed leaves its pid file, whose number may be somebody else's by now.
                "mkdir -p /run/apache2 /run/lock/apache2 /var/log/apache2; chown www-data /run/lock/apache2"
                        + "; rm -f /run/apache2/apache2.pid",
                List.of("/bin/sh", "-c", ". /etc/apache2/envvars && exec /usr/sbin/apache2 -D FOREGROUND"),
                Map.of(),
                "/var/log/apache2/error.log",
                _ -> Ready.answers(status, "Scoreboard: "));
    }

    private Service nginx(HostPlan host) {
        return new Service(
                NGINX,
                plan.address(host) + ":80,443",
                "mkdir -p /var/log/nginx " + plan.acmeWebroot(),
                List.of("/usr/sbin/nginx", "-g", "daemon off;"),
                Map.of(),
                "/var/log/nginx/error.log",
                it -> Ready.accepts(it.address(), 80));
    }

    private static Service cron() {
        return new Service(
                CRON, "", "", List.of("/usr/sbin/cron", "-f"), Map.of(), "/var/log/cron.log", _ -> Optional.empty());
    }
}
