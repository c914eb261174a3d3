package org.headroom.lab.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the stack is made of: the milestones of a migration, each a step from the one before. */
public enum LabTopology {
    /** One host with everything behind Apache, HTTP/1.1 only. */
    SINGLE_H1("one host, Apache with TLS, HTTP/1.1 only"),
    /** The same with HTTP/2. */
    SINGLE_H2("one host, Apache with TLS and HTTP/2"),
    /** One host with everything behind NGINX, HTTP/1.1, HTTP/2 and HTTP/3. */
    SINGLE_H3("one host, nginx with TLS, HTTP/2 and HTTP/3, PHP-FPM behind it"),
    /** One proxy that passes everything on to one origin with a local database. */
    SPLIT("a proxy, and an origin that it passes everything on to"),
    /** As split, with a cluster of three database nodes. */
    GALERA("split, with three Galera nodes"),
    /** As split, but WordPress runs from a Gluster volume. */
    GLUSTER_HTDOCS("split, with WordPress run from a Gluster volume"),
    /** As split, but the proxy serves static files and uploads from Gluster volumes. */
    SHADOW("split, with static files and uploads served by the proxy from Gluster volumes"),
    /** One proxy, a master and two subservers, each with a database node and bricks. */
    MULTI_ORIGIN("a proxy, three origins, Galera and Gluster on them, shadow and uploads at the proxy"),
    /** Two proxies, three origins, Galera, Gluster with four volumes, an ACME authority, three sites. */
    FULL("two proxies, three origins, Galera, Gluster with four volumes, ACME certificates, three sites");

    private final String description;

    LabTopology(String description) {
        this.description = description;
    }

    /** As written on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One line for people. */
    public String description() {
        return description;
    }

    /** The topology of that name; an unknown one is an {@link IllegalArgumentException} that lists the known. */
    public static LabTopology named(String label) {
        return Arrays.stream(values())
                .filter(topology -> topology.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topology \"" + label + "\"; there are "
                        + Arrays.stream(values()).map(LabTopology::label).collect(Collectors.joining(", "))));
    }
}
