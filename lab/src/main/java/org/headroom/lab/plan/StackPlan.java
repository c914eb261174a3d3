package org.headroom.lab.plan;

import java.util.List;
import org.headroom.lab.host.LabNet;

/** One stack as it is to be. */
public record StackPlan(LabTopology topology, LabOptions options, LabNet net, Layout layout) {
    private static final int MOST_CONNECTIONS_BESIDE_PHP = 30;
    private static final int LARGE_ORIGIN_MIB = 1024;

    public static StackPlan of(LabTopology topology, LabOptions options, LabNet net) {
        return new StackPlan(topology, options, net, Layout.of(topology));
    }

    public List<HostPlan> hosts() {
        return layout.hosts();
    }

    /** The hosts that do that, in order. */
    public List<HostPlan> with(Part part) {
        return hosts().stream().filter(host -> host.has(part)).toList();
    }

    public boolean has(Part part) {
        return hosts().stream().anyMatch(host -> host.has(part));
    }

    public String address(HostPlan host) {
        return net.address(host.last());
    }

    public List<WebSite> sites() {
        return WebSite.first(options.sites().orElse(layout.sites()));
    }

    /** Where visitors come in: nginx hosts, or the single Apache. */
    public List<HostPlan> fronts() {
        return hosts().stream().filter(host -> host.name().startsWith("web")).toList();
    }

    /** Hosts with PHP. */
    public List<HostPlan> origins() {
        return with(Part.FPM);
    }

    /** A cluster, not a lone database. */
    public boolean hasGalera() {
        return with(Part.DATABASE).size() > 1;
    }

    public boolean hasGluster() {
        return !layout.volumes().isEmpty();
    }

    public boolean hasShadow() {
        return layout.has(Layout.CORE);
    }

    public boolean hasAuthority() {
        return has(Part.AUTHORITY);
    }

    public boolean hasH2() {
        return layout.front() != Layout.Front.APACHE_H1;
    }

    public boolean hasH3() {
        return has(Part.NGINX);
    }

    /** The document root on every origin. */
    public String docroot(WebSite site) {
        return (layout.has(Layout.HTDOCS) ? "/mnt/" + Layout.HTDOCS : "/var/www") + "/" + site.name();
    }

    /** Where the uploads of a site really are. */
    public String uploads(WebSite site) {
        return layout.has(Layout.USER)
                ? "/mnt/" + Layout.USER + "/" + site.name()
                : docroot(site) + "/wp-content/uploads";
    }

    /** Where the proxies' copy of a site is. */
    public String shadow(WebSite site) {
        return "/mnt/" + Layout.CORE + "/" + site.name();
    }

    /** Where certificates really are; every host finds them at {@code /etc/letsencrypt}. */
    public String letsencrypt() {
        return layout.has(Layout.WEB2) ? "/mnt/" + Layout.WEB2 + "/letsencrypt" : "/etc/letsencrypt";
    }

    /** Where an ACME client puts what port 80 must answer. */
    public String acmeWebroot() {
        return layout.has(Layout.WEB1) ? "/mnt/" + Layout.WEB1 + "/acme" : "/var/www/html";
    }

    /** The host that asks for certificates: the last proxy. */
    public HostPlan certificateHost() {
        return fronts().getLast();
    }

    int fpmChildrenOfPool() {
        return Math.ceilDiv(options.fpmChildren(), sites().size());
    }

    int databaseConnections() {
        return origins().size() * fpmChildrenOfPool() * sites().size() + MOST_CONNECTIONS_BESIDE_PHP;
    }

    String databaseBufferPool() {
        boolean small = options.originMemoryBytes().orElse(Long.MAX_VALUE) < LARGE_ORIGIN_MIB * 1024L * 1024L;
        return small ? "32M" : "128M";
    }
}
