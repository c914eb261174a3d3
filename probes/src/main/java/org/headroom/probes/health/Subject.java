package org.headroom.probes.health;

/**
 * Names of what a verdict is about when that is no host nor on one. They can never be taken for a host: a volume may be
 * called like the proxy that mounts it.
 */
public final class Subject {
    /** What spans all members of a cluster. */
    public static final String CLUSTER = "cluster";

    private static final String VOLUME = "volume/";
    private static final String SITE = "site/";

    private Subject() {}

    /** A Gluster volume, wherever its bricks and mounts are. */
    public static String volume(String name) {
        return VOLUME + name;
    }

    /** A site, on whatever hosts. */
    public static String site(String name) {
        return SITE + name;
    }

    /** Whether a name is of something that is on several hosts. */
    public static boolean spansHosts(String name) {
        return name.equals(CLUSTER) || name.startsWith(VOLUME) || name.startsWith(SITE);
    }
}
