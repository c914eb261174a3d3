package org.headroom.cli;

import static org.headroom.lab.fault.FaultName.*;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.headroom.lab.fault.FaultName;

/**
 * What a fault of the lab must be alarmed as, and what may alarm because of it.
 *
 * @param fault broken in stack {@code full}, where the lab breaks it if not told where
 * @param key "probe host check" of the verdict that must alarm
 * @param words what that verdict must say
 * @param consequences probes whose alarms truly depend on it; all others must stay silent
 */
record ExpectedAlarm(FaultName fault, Pattern key, Pattern words, Set<String> consequences) {
    /** One for each fault. */
    static final List<ExpectedAlarm> ALL = List.of(
            // The site's own probes see it, nobody else does.
            of(NGINX_KILL, "nginx web1 .*", "refused|nothing listens|not running", "nginx"),
            of(UDP_DROP, "nginx web1.*", "h3", "nginx"),
            of(CERT_EXPIRED, "nginx .*", "expired", "nginx"),
            // Pages that meet the broken origin fail or are retried at another: the proxies tell of both.
            of(APACHE_KILL, "apache origin1 .*", "not running|refused|does not answer", "apache", "nginx"),
            of(FPM_KILL, "fpm origin1.*", "not running", "fpm", "nginx"),
            of(FPM_SLOW, "(nginx|fpm) .*", "\\d s", "fpm", "nginx", "apache"),
            // WordPress on that origin has no database.
            of(GALERA_KILL, "galera (origin3|cluster) .*", "origin3", "galera", "nginx"),
            of(GALERA_FREEZE, "galera origin3 .*", "origin3|answer", "galera", "nginx", "fpm", "apache"),
            of(GALERA_NONPRIMARY, "galera .*", "non-Primary", "galera", "nginx"),
            of(GALERA_SPLIT_BRAIN, "galera cluster .*", "split", "galera", "nginx"),
            of(BRICK_KILL, "gluster wp-core .*", "origin3", "gluster"),
            // Whatever is written, and for 42 s read, waits for it: static files, uploads, samples of files.
            of(BRICK_FREEZE, "gluster wp-core .*", "origin3", "gluster", "nginx", "namespace", "fpm", "apache"),
            of(HEAL_PENDING, "gluster wp-core .*", "heal", "gluster"),
            of(GLUSTER_SPLIT_BRAIN, "gluster wp-core .*", "split", "gluster", "nginx"),
            of(
                    VOLUME_UNMOUNT,
                    "namespace web1.*",
                    "wp-core.*not mounted|not mounted.*wp-core",
                    "namespace",
                    "gluster",
                    "nginx"),
            of(LINK_BROKEN, "namespace origin1.*", "uploads", "namespace"),
            of(SHADOW_STALE, "namespace .*", "behind|older|differ", "namespace"),
            // Databases and bricks share that disk.
            of(DISK_FULL, "host origin1.* disk", "full", "host", "galera", "gluster", "namespace", "nginx"),
            of(
                    HOST_PARTITION,
                    "host origin3 reachable",
                    "",
                    "host",
                    "galera",
                    "gluster",
                    "apache",
                    "fpm",
                    "namespace",
                    "nginx"),
            of(HOST_SLOW, "host .* round-trip", "origin3", "host", "galera", "gluster", "nginx", "namespace"));

    private static ExpectedAlarm of(FaultName fault, String key, String words, String... consequences) {
        return new ExpectedAlarm(fault, Pattern.compile(key), Pattern.compile(words), Set.of(consequences));
    }
}
