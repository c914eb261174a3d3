package org.headroom.lab.plan;

import static org.headroom.lab.plan.Part.APACHE;
import static org.headroom.lab.plan.Part.AUTHORITY;
import static org.headroom.lab.plan.Part.BRICKS;
import static org.headroom.lab.plan.Part.DATABASE;
import static org.headroom.lab.plan.Part.FPM;
import static org.headroom.lab.plan.Part.MASTER;
import static org.headroom.lab.plan.Part.MOUNTS;
import static org.headroom.lab.plan.Part.NGINX;

import java.util.List;

/**
 * A topology spelled out.
 *
 * @param volumes of Gluster, in the order in which they are made
 * @param front what serves visitors
 * @param sites how many, unless asked for otherwise
 */
public record Layout(List<HostPlan> hosts, List<String> volumes, Front front, int sites) {
    /** The volume that a shadow of the docroots is on. */
    public static final String CORE = "wp-core";
    /** The volume that the uploads are on. */
    public static final String USER = "wp-user";
    /** The volume that WordPress runs from in {@link LabTopology#GLUSTER_HTDOCS}. */
    public static final String HTDOCS = "htdocs";
    /** What the proxies share: the answers to ACME challenges. */
    public static final String WEB1 = "web1";
    /** What the proxies share: the letsencrypt tree. */
    public static final String WEB2 = "web2";

    private static final int WEB = 11;
    private static final int ORIGIN = 21;
    private static final int DB = 31;
    private static final int GL = 41;

    /** What serves visitors. */
    public enum Front {
        /** Apache with TLS on the only host. */
        APACHE_H1,
        /** The same with h2. */
        APACHE_H2,
        /** nginx with PHP-FPM on the only host. */
        NGINX_SINGLE,
        /** nginx passes everything on. */
        NGINX_SPLIT,
        /** nginx serves static files from the shadow and the uploads' volume. */
        NGINX_SHADOW
    }

    public Layout {
        hosts = List.copyOf(hosts);
        volumes = List.copyOf(volumes);
    }

    /** The layout of a topology. */
    public static Layout of(LabTopology topology) {
        return switch (topology) {
            case SINGLE_H1 -> single(Front.APACHE_H1, APACHE);
            case SINGLE_H2 -> single(Front.APACHE_H2, APACHE);
            case SINGLE_H3 -> single(Front.NGINX_SINGLE, NGINX);
            case SPLIT ->
                new Layout(List.of(web(1, NGINX), origin(1, APACHE, FPM, DATABASE)), List.of(), Front.NGINX_SPLIT, 1);
            case GALERA ->
                new Layout(
                        List.of(
                                web(1, NGINX),
                                origin(1, APACHE, FPM, DATABASE),
                                HostPlan.of("db2", DB + 1, DATABASE),
                                HostPlan.of("db3", DB + 2, DATABASE)),
                        List.of(),
                        Front.NGINX_SPLIT,
                        1);
            case GLUSTER_HTDOCS ->
                new Layout(
                        List.of(
                                web(1, NGINX),
                                origin(1, APACHE, FPM, DATABASE, BRICKS, MOUNTS),
                                HostPlan.of("gl2", GL + 1, BRICKS),
                                HostPlan.of("gl3", GL + 2, BRICKS)),
                        List.of(HTDOCS),
                        Front.NGINX_SPLIT,
                        1);
            case SHADOW ->
                new Layout(
                        List.of(
                                web(1, NGINX, MOUNTS),
                                origin(1, APACHE, FPM, DATABASE, BRICKS, MOUNTS, MASTER),
                                HostPlan.of("gl2", GL + 1, BRICKS),
                                HostPlan.of("gl3", GL + 2, BRICKS)),
                        List.of(CORE, USER),
                        Front.NGINX_SHADOW,
                        1);
            case MULTI_ORIGIN ->
                new Layout(
                        List.of(web(1, NGINX, MOUNTS), master(), clusterOrigin(2), clusterOrigin(3)),
                        List.of(CORE, USER),
                        Front.NGINX_SHADOW,
                        1);
            case FULL ->
                new Layout(
                        List.of(
                                web(1, NGINX, MOUNTS),
                                web(2, NGINX, MOUNTS),
                                master(),
                                clusterOrigin(2),
                                clusterOrigin(3),
                                HostPlan.of("acme", 5, AUTHORITY)),
                        List.of(WEB1, WEB2, CORE, USER),
                        Front.NGINX_SHADOW,
                        WebSite.MOST);
        };
    }

    private static Layout single(Front front, Part server) {
        return new Layout(List.of(web(1, server, FPM, DATABASE)), List.of(), front, 1);
    }

    private static HostPlan web(int number, Part first, Part... more) {
        return HostPlan.of("web" + number, WEB + number - 1, first, more);
    }

    private static HostPlan origin(int number, Part first, Part... more) {
        return HostPlan.of("origin" + number, ORIGIN + number - 1, first, more);
    }

    private static HostPlan master() {
        return origin(1, APACHE, FPM, DATABASE, BRICKS, MOUNTS, MASTER);
    }

    private static HostPlan clusterOrigin(int number) {
        return origin(number, APACHE, FPM, DATABASE, BRICKS, MOUNTS);
    }

    boolean has(String volume) {
        return volumes.contains(volume);
    }
}
