package org.headroom.probes.check;

/** Names of hosts and of what is on them: {@code origin1}, {@code origin1/site1}, {@code origin1:/mnt/wp-core}. */
final class Parts {
    private Parts() {}

    /** Whether a name is that host or something on it. */
    static boolean isPartOf(String name, String host) {
        return name.equals(host) || name.startsWith(host + "/") || name.startsWith(host + ":");
    }
}
