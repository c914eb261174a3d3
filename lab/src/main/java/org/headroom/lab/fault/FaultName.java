package org.headroom.lab.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Everything that the lab can break. */
public enum FaultName {
    /** Nginx is killed. */
    NGINX_KILL("nginx is killed"),
    /** Apache is killed. */
    APACHE_KILL("Apache is killed"),
    /** PHP-FPM is killed. */
    FPM_KILL("PHP-FPM is killed"),
    /** Every PHP request takes seconds. */
    FPM_SLOW("every PHP request takes seconds"),
    /** A database node is killed. */
    GALERA_KILL("a database node is killed"),
    /** A database node is frozen. */
    GALERA_FREEZE("a database node is frozen"),
    /** The database cluster has lost its quorum. */
    GALERA_NONPRIMARY("the database cluster has lost its quorum"),
    /** The database cluster has fallen into two that both accept writes. */
    GALERA_SPLIT_BRAIN("the database cluster has fallen into two that both accept writes"),
    /** A brick's process is killed. */
    BRICK_KILL("a brick's process is killed"),
    /** A brick's process is frozen. */
    BRICK_FREEZE("a brick's process is frozen"),
    /** A brick has missed writes and is not healed. */
    HEAL_PENDING("a brick has missed writes and is not healed"),
    /** Replicas of a file disagree, and none is right. */
    GLUSTER_SPLIT_BRAIN("replicas of a file disagree, and none is right"),
    /** A volume is not mounted. */
    VOLUME_UNMOUNT("a volume is not mounted"),
    /** The link to the uploads leads nowhere. */
    LINK_BROKEN("the link to the uploads leads nowhere"),
    /** The sync does not run, and the master has changed. */
    SHADOW_STALE("the sync does not run, and the master has changed"),
    /** A site's certificate has run out. */
    CERT_EXPIRED("a site's certificate has run out"),
    /** UDP to a proxy is dropped: no HTTP/3. */
    UDP_DROP("UDP to a proxy is dropped: no HTTP/3"),
    /** A host's data disk is full. */
    DISK_FULL("a host's data disk is full"),
    /** A host is cut off from all others. */
    HOST_PARTITION("a host is cut off from all others"),
    /** A host is at the end of a slow line. */
    HOST_SLOW("a host is at the end of a slow line");

    private final String description;

    FaultName(String description) {
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

    /** The fault of that name; an unknown one is an {@link IllegalArgumentException} that lists the known. */
    public static FaultName named(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault \"" + label + "\"; there are "
                        + Arrays.stream(values()).map(FaultName::label).collect(Collectors.joining(", "))));
    }
}
