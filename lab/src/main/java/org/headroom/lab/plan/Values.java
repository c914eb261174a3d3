package org.headroom.lab.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What templates are filled with. */
final class Values {
    private final StackPlan plan;
    private final HostPlan host;
    private final String phpVersion;

    Values(StackPlan plan, HostPlan host, String phpVersion) {
        this.plan = plan;
        this.host = host;
        this.phpVersion = phpVersion;
    }

    Map<String, String> ofHost() {
        Map<String, String> values = new HashMap<>();
        values.put("host", host.name());
        values.put("address", plan.address(host));
        values.put("cidr", plan.net().cidr());
        values.put("php_version", phpVersion);
        values.put("acme_webroot", plan.acmeWebroot());
        values.put("hosts_lines", hostsLines());
        nginx(values);
        apache(values);
        database(values);
        gluster(values);
        return values;
    }

    private void nginx(Map<String, String> values) {
        values.put("nginx_workers", Integer.toString(plan.options().nginxWorkers()));
        values.put(
                "nginx_fpm_status",
                host.has(Part.FPM)
                        ? lines(plan.sites().stream()
                                .map(site -> nginxFpmStatus(site, plan.net().cidr())))
                        : "");
        values.put("nginx_files", Long.toString(OpenFiles.allowed()));
        // An upstream must have a server, even where nothing is behind nginx.
        values.put(
                "origin_servers",
                plan.has(Part.APACHE)
                        ? lines(plan.with(Part.APACHE).stream().map(this::originServer))
                        : "    server 127.0.0.1:8080 down; # no Apache behind this host");
    }

    private String originServer(HostPlan origin) {
        return "    server " + plan.address(origin) + ":80 max_fails=0; # " + origin.name();
    }

    private void apache(Map<String, String> values) {
        values.put("apache_server_limit", number(plan.options().apacheServerLimit()));
        values.put("apache_start_servers", number(Math.min(2, plan.options().apacheServerLimit())));
        values.put("apache_threads_per_child", number(plan.options().apacheThreadsPerChild()));
        values.put("apache_max_request_workers", number(plan.options().apacheMaxRequestWorkers()));
        values.put(
                "remoteip_proxies",
                lines(plan.fronts().stream().map(proxy -> "RemoteIPInternalProxy " + plan.address(proxy))));
        values.put(
                "apache_tls_listen",
                plan.has(Part.NGINX) ? "# TLS is the proxies' work." : "Listen " + plan.address(host) + ":443");
        values.put("apache_protocols", plan.hasH2() ? "h2 http/1.1" : "http/1.1");
        values.put("status_locations", lines(plan.sites().stream().map(Values::apacheFpmStatus)));
    }

    private static String apacheFpmStatus(WebSite site) {
        return """
                    # pm.status_listen: answers even while every child of the pool is busy.
                    <Location "/fpm-status/%1$s">
                        SetHandler "proxy:fcgi://127.0.0.1:%2$d"
                    </Location>
                    # Through the pool itself: slow when the pool is saturated, and that is what it tells.
                    <Location "/fpm-ping/%1$s">
                        SetHandler "proxy:fcgi://127.0.0.1:%3$d"
                    </Location>""".formatted(site.name(), site.poolStatusPort(), site.poolPort());
    }

    // Where there is no Apache, nginx shows PHP-FPM's status.
    private static String nginxFpmStatus(WebSite site, String cidr) {
        return """
                    # pm.status_listen: answers even while every child of the pool is busy.
                    location = /fpm-status/%1$s {
                        allow %3$s;
                        allow 127.0.0.1;
                        deny all;
                        include /etc/nginx/fastcgi_params;
                        fastcgi_param SCRIPT_FILENAME $fastcgi_script_name;
                        fastcgi_pass 127.0.0.1:%2$d;
                    }""".formatted(site.name(), site.poolStatusPort(), cidr);
    }

    private void database(Map<String, String> values) {
        values.put("mariadb_max_connections", number(plan.databaseConnections()));
        values.put("mariadb_buffer_pool", plan.databaseBufferPool());
        values.put("mariadb_flush_at_commit", plan.hasGalera() ? "0" : "1");
        values.put("galera_addresses", addresses(Part.DATABASE));
    }

    private void gluster(Map<String, String> values) {
        List<String> nodes = plan.with(Part.BRICKS).stream().map(HostPlan::name).toList();
        values.put("gluster_nodes", String.join(" ", nodes));
        values.put("gluster_first", nodes.isEmpty() ? "" : nodes.getFirst());
        values.put("gluster_volumes", String.join(" ", plan.layout().volumes()));
        values.put("fstab_lines", lines(plan.layout().volumes().stream().map(volume -> fstabLine(volume, nodes))));
    }

    // A node asks its own glusterd first.
    private String fstabLine(String volume, List<String> nodes) {
        String first = host.has(Part.BRICKS) ? host.name() : nodes.getFirst();
        String others = nodes.stream().filter(node -> !node.equals(first)).collect(Collectors.joining(":"));
        return "%s:/%s /mnt/%s glusterfs defaults,_netdev,log-level=WARNING,backup-volfile-servers=%s 0 0"
                .formatted(first, volume, volume, others);
    }

    Map<String, String> of(WebSite site) {
        Map<String, String> values = new HashMap<>();
        values.put("site", site.name());
        values.put("site_host", site.host());
        values.put("site_aliases", String.join(" ", site.aliases()));
        values.put("docroot", plan.docroot(site));
        values.put("uploads", plan.uploads(site));
        values.put("fpm_port", number(site.poolPort()));
        values.put("fpm_status_port", number(site.poolStatusPort()));
        values.put("fpm_children", number(plan.fpmChildrenOfPool()));
        values.put(
                "locations",
                switch (plan.layout().front()) {
                    case NGINX_SHADOW -> "locations-shadow.conf";
                    case NGINX_SINGLE -> "locations-single.conf";
                    case NGINX_SPLIT, APACHE_H1, APACHE_H2 -> "locations-split.conf";
                });
        return values;
    }

    private String hostsLines() {
        Stream<String> hosts = plan.hosts().stream().map(one -> plan.address(one) + " " + one.name());
        Stream<String> sites = plan.fronts().stream()
                .flatMap(front -> plan.sites().stream()
                        .map(site -> plan.address(front) + " " + site.host() + " " + String.join(" ", site.aliases())));
        return lines(Stream.concat(hosts, sites));
    }

    private String addresses(Part part) {
        return plan.with(part).stream().map(plan::address).collect(Collectors.joining(","));
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%d", value);
    }
}
