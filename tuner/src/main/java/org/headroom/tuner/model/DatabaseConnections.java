package org.headroom.tuner.model;

/**
 * Connections that MariaDB must allow.
 *
 * <p>max_connections = Σ children of this origin + connections of the other origins that use the node + a reserve of a
 * tenth, at least {@value #LEAST_RESERVE}; never less than MariaDB's default of {@value #DEFAULT}, since a lower limit
 * saves nothing and others may use the node. WordPress opens one connection in each child at work; one too few is an
 * "Error establishing a database connection" page. The reserve is for the administrator, backups, wp-cli and probes.
 */
final class DatabaseConnections {
    private static final int LEAST_RESERVE = 10;
    private static final long DEFAULT = 151;

    private DatabaseConnections() {}

    static Choice choice(Layout layout) {
        long children = layout.totalChildren();
        long others = Math.min(
                1_000_000, layout.origin().database().connectionsOfOthers().ceil());
        long reserve = Math.max(LEAST_RESERVE, Math.ceilDiv(children + others, 10L));
        return new Choice(
                "max_connections",
                Math.max(DEFAULT, children + others + reserve),
                "max(151, the default; " + children + " children of this origin + " + others + " of other origins + "
                        + reserve + " in reserve)",
                "every child at work holds a connection; without one WordPress shows its database error");
    }
}
