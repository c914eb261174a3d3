package org.headroom.lab.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.headroom.lab.plan.HostFile.Absent;
import org.headroom.lab.plan.HostFile.Link;
import org.headroom.lab.plan.HostFile.Text;
import org.headroom.lab.template.Templates;

/**
 * Every configuration file of a host, made from the templates. Templates lie in one folder for each daemon, in the tree
 * of the host; {@code SITE} in a name stands for each site, {@code VERSION} for PHP's version.
 */
public final class HostFiles {
    private static final List<String> APACHE_MODULES = List.of(
            "proxy.load",
            "proxy.conf",
            "proxy_fcgi.load",
            "rewrite.load",
            "headers.load",
            "expires.load",
            "remoteip.load",
            "mpm_event.load",
            "mpm_event.conf");

    private final StackPlan plan;
    private final HostPlan host;
    private final String phpVersion;
    private final Values values;
    private final List<HostFile> files = new ArrayList<>();

    private HostFiles(StackPlan plan, HostPlan host, String phpVersion) {
        this.plan = plan;
        this.host = host;
        this.phpVersion = phpVersion;
        this.values = new Values(plan, host, phpVersion);
    }

    /** All of a host's, its sites' included, in no special order. */
    public static List<HostFile> of(StackPlan plan, HostPlan host, String phpVersion) {
        List<HostFile> all = new ArrayList<>(ofHost(plan, host, phpVersion));
        plan.sites().forEach(site -> all.addAll(ofSite(plan, host, phpVersion, site)));
        return List.copyOf(all);
    }

    private static List<HostFile> ofHost(StackPlan plan, HostPlan host, String phpVersion) {
        HostFiles made = new HostFiles(plan, host, phpVersion);
        made.system();
        if (host.has(Part.NGINX)) {
            made.nginx();
        }
        if (host.has(Part.APACHE)) {
            made.apache();
        }
        if (host.has(Part.FPM)) {
            made.fpm();
        }
        if (host.has(Part.DATABASE)) {
            made.database();
        }
        if (host.has(Part.BRICKS) || host.has(Part.MOUNTS)) {
            made.gluster();
        }
        if (host.has(Part.AUTHORITY)) {
            made.add("acme", "/etc/pebble/pebble.json");
        }
        return List.copyOf(made.files);
    }

    /** Rolls a site out to a host: these files are all that one more site takes there. */
    public static List<HostFile> ofSite(StackPlan plan, HostPlan host, String phpVersion, WebSite site) {
        HostFiles made = new HostFiles(plan, host, phpVersion);
        made.site(site);
        return List.copyOf(made.files);
    }

    private void system() {
        add("system", "/etc/hosts");
        add("system", "/etc/resolv.conf");
        add("ssh", "/etc/ssh/sshd_config.d/headroom.conf");
        if (plan.hasAuthority() && !host.has(Part.AUTHORITY)) {
            files.add(new Link("/etc/letsencrypt", plan.letsencrypt()));
        }
        if (host.has(Part.MASTER)) {
            add("cron", "/etc/cron.d/headroom");
        }
    }

    private void site(WebSite site) {
        Map<String, String> own = values.of(site);
        if (host.has(Part.NGINX)) {
            addSite("nginx", "/etc/nginx/sites-available/SITE.conf", site, own);
        }
        if (host.has(Part.APACHE)) {
            boolean single = plan.layout().front() == Layout.Front.APACHE_H1
                    || plan.layout().front() == Layout.Front.APACHE_H2;
            String path = "/etc/apache2/sites-available/SITE.conf";
            addSite(single ? "single" : "apache", path, site, own);
            enable("/etc/apache2/sites", site.name() + ".conf");
        }
        if (host.has(Part.FPM)) {
            addSite("fpm", "/etc/php/VERSION/fpm/pool.d/SITE.conf", site, own);
        }
    }

    private void nginx() {
        add("nginx", "/etc/nginx/nginx.conf");
        for (String name : List.of("upstream", "proxy", "locations-split", "locations-shadow", "locations-single")) {
            add("nginx", "/etc/nginx/headroom/" + name + ".conf");
        }
        add("nginx", "/etc/nginx/sites-available/00-plain.conf");
        add("nginx", "/etc/nginx/sites-available/01-unknown.conf");
        files.add(new Absent("/etc/nginx/sites-enabled/default"));
        // Sites with TLS are enabled when their certificates are there.
        enable("/etc/nginx/sites", "00-plain.conf");
    }

    private void apache() {
        add("apache", "/etc/apache2/mods-available/mpm_event.conf");
        add("apache", "/etc/apache2/ports.conf");
        add("apache", "/etc/apache2/conf-available/headroom.conf");
        add("apache", "/etc/apache2/sites-available/status.conf");
        files.add(new Absent("/etc/apache2/sites-enabled/000-default.conf"));
        files.add(new Absent("/etc/apache2/mods-enabled/mpm_prefork.load"));
        files.add(new Absent("/etc/apache2/mods-enabled/mpm_prefork.conf"));
        APACHE_MODULES.forEach(module -> enable("/etc/apache2/mods", module));
        enable("/etc/apache2/sites", "status.conf");
        enable("/etc/apache2/conf", "headroom.conf");
        switch (plan.layout().front()) {
            case APACHE_H1 -> List.of("ssl.load", "socache_shmcb.load").forEach(it -> enable("/etc/apache2/mods", it));
            case APACHE_H2 ->
                List.of("ssl.load", "socache_shmcb.load", "http2.load").forEach(it -> enable("/etc/apache2/mods", it));
            case NGINX_SINGLE, NGINX_SPLIT, NGINX_SHADOW -> {}
        }
    }

    private void fpm() {
        add("fpm", "/etc/php/VERSION/fpm/php-fpm.conf");
        add("fpm", "/etc/php/VERSION/fpm/conf.d/90-headroom.ini");
        files.add(new Absent("/etc/php/" + phpVersion + "/fpm/pool.d/www.conf"));
    }

    private void database() {
        add("mariadb", "/etc/mysql/mariadb.conf.d/90-headroom.cnf");
        if (plan.hasGalera()) {
            add("mariadb", "/etc/mysql/mariadb.conf.d/91-galera.cnf");
        }
    }

    private void gluster() {
        if (host.has(Part.MOUNTS)) {
            add("gluster", "/etc/fstab");
        }
        if (host.has(Part.BRICKS)) {
            add("gluster", "/usr/local/sbin/headroom-volumes");
        }
    }

    private void add(String folder, String path) {
        String text = Templates.fill(Templates.source(folder + path), values.ofHost());
        files.add(new Text(path.replace("VERSION", phpVersion), text, path.contains("/sbin/")));
    }

    private void addSite(String folder, String path, WebSite site, Map<String, String> own) {
        Map<String, String> all = new HashMap<>(values.ofHost());
        all.putAll(own);
        String text = Templates.fill(Templates.source(folder + path), all);
        files.add(new Text(path.replace("VERSION", phpVersion).replace("SITE", site.name()), text, false));
    }

    private void enable(String stem, String name) {
        String directory = stem.substring(stem.lastIndexOf('/') + 1) + "-available/";
        files.add(new Link(stem + "-enabled/" + name, "../" + directory + name));
    }
}
