package org.headroom.scenarios.stack;

/** The measures that a stack file may set thresholds for. */
public enum ThresholdName {
    APACHE_BUSY("apache.busy", Unit.SHARE, 0.8, 0.95, "busy Apache workers of all"),
    FPM_BUSY("fpm.busy", Unit.SHARE, 0.8, 0.95, "active FPM children of pm.max_children"),
    FPM_QUEUE("fpm.queue", Unit.COUNT, 1, 10, "requests waiting in FPM's listen queue"),
    NGINX_CONNECTIONS("nginx.connections", Unit.SHARE, 0.8, 0.95, "NGINX connections of worker_connections"),
    GALERA_RECEIVE_QUEUE("galera.receive-queue", Unit.COUNT, 10, 100, "write sets a node has yet to apply"),
    GALERA_FLOW_CONTROL("galera.flow-control", Unit.SHARE, 0.05, 0.25, "time replication was paused"),
    GLUSTER_HEAL("gluster.heal", Unit.COUNT, 1, 100, "entries waiting for heal"),
    GLUSTER_LATENCY("gluster.latency", Unit.SECONDS, 0.05, 0.5, "time to read a small file"),
    SYNC_AGE("sync.age", Unit.SECONDS, 360, 900, "age of the last good sync pass"),
    CERTIFICATE_LIFE("certificate.life", Unit.SECONDS, 1_814_400, 604_800, "time until a certificate expires"),
    MEMORY_USED("memory.used", Unit.SHARE, 0.85, 0.95, "used memory of the host's or cgroup's limit"),
    DISK_USED("disk.used", Unit.SHARE, 0.85, 0.95, "used space of a file system"),
    GALERA_SEND_QUEUE("galera.send-queue", Unit.COUNT, 10, 100, "write sets that a node has yet to send"),
    GALERA_CONFLICTS(
            "galera.conflicts", Unit.RATE, 1, 10, "transactions a second that failed certification or were aborted"),
    GALERA_REPLICATION("galera.replication", Unit.SECONDS, 0.05, 0.5, "mean time for a write set to reach all nodes"),
    GALERA_LAG("galera.lag", Unit.COUNT, 1000, 10000, "write sets that a node is behind the first"),
    GALERA_CONNECTIONS("galera.connections", Unit.SHARE, 0.8, 0.95, "connections of max_connections"),
    GALERA_CANARY("galera.canary", Unit.SECONDS, 1, 5, "time until a write is visible on the other nodes"),
    GALERA_JOINING(
            "galera.joining", Unit.SECONDS, 3600, 21_600, "time that a node is away from Synced without an alarm"),
    GLUSTER_FOP("gluster.fop", Unit.SECONDS, 0.05, 0.5, "mean latency of a brick's operations"),
    APACHE_STOPPING("apache.stopping", Unit.SHARE, 0.25, 0.5, "Apache processes that are stopping"),
    FPM_MAX_CHILDREN(
            "fpm.max-children-reached", Unit.RATE, 0.02, 0.2, "times a second that a pool met pm.max_children"),
    FPM_SLOW("fpm.slow", Unit.RATE, 0.1, 1, "requests a second that were longer than request_slowlog_timeout"),
    NGINX_ERRORS("nginx.errors", Unit.RATE, 0.1, 1, "upstream errors a second in NGINX's error log"),
    PAGE_TIME("page.time", Unit.SECONDS, 2, 10, "time to the last byte of a site's front page"),
    MEMORY_BUDGET("memory.budget", Unit.SHARE, 0.9, 1, "memory of Apache and FPM of the origin's budget"),
    INODES_USED("inodes.used", Unit.SHARE, 0.85, 0.95, "used inodes of a file system"),
    HOST_LOAD("host.load", Unit.RATE, 16, 64, "load average for each core"),
    HOST_PRESSURE("host.pressure", Unit.SHARE, 0.3, 0.7, "time that work waited for CPU, memory or disk (PSI, 60 s)"),
    ROUND_TRIP("host.round-trip", Unit.SECONDS, 0.01, 0.1, "round trip between hosts of a cluster"),
    CLOCK_OFFSET("clock.offset", Unit.SECONDS, 0.5, 5, "difference of a host's clock from this one's"),
    GENERATOR_CPU("generator.cpu", Unit.SHARE, 0.8, 0.95, "CPU that the load generator itself needs");

    /** What a measure's numbers mean. */
    public enum Unit {
        /** Between 0 and 1. */
        SHARE,
        /** A number of things. */
        COUNT,
        /** A decimal number, zero or more: of events for each second, of runnable tasks for each core. */
        RATE,
        /** Seconds; files write durations such as {@code 6m}. */
        SECONDS
    }

    private final String label;
    private final Unit unit;
    private final double warning;
    private final double critical;
    private final String meaning;

    ThresholdName(String label, Unit unit, double warning, double critical, String meaning) {
        this.label = label;
        this.unit = unit;
        this.warning = warning;
        this.critical = critical;
        this.meaning = meaning;
    }

    /** The name in stack files. */
    public String label() {
        return label;
    }

    /** What the numbers mean. */
    public Unit unit() {
        return unit;
    }

    /** The threshold that applies when a stack file sets none. */
    public Threshold standard() {
        return new Threshold(warning, critical);
    }

    /** What is measured, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Whether small values are the bad ones, as with a certificate's remaining life. */
    public boolean lowIsBad() {
        return warning > critical;
    }
}
