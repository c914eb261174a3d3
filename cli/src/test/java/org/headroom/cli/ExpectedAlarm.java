package org.headroom.cli;

import static org.headroom.lab.fault.FaultName.*;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    /** What the proxies' probes are called in verdicts. */
    private static final String WEB = "nginx nginx-host site";

    /** One for each fault. */
    static final List<ExpectedAlarm> ALL = List.of(
            // The site's own probes see it, nobody else does.
            of(NGINX_KILL, "nginx web1 https", "nothing listens", WEB),
            of(UDP_DROP, "site web1 h3", "h3 does not answer", WEB),
            of(CERT_EXPIRED, "site site1 certificate", "ran out", WEB),
            // Pages that meet the broken origin fail or are retried at another: the proxies tell of both.
            of(APACHE_KILL, "apache origin1 answers", "not running", WEB, "apache"),
            of(FPM_KILL, "fpm origin1 running", "not running", WEB, "fpm"),
            of(FPM_SLOW, "(site|fpm) .*", "\\d s", WEB, "fpm apache"),
            // WordPress on that origin has no database.
            of(GALERA_KILL, "galera origin3 node", "refuses connections", WEB, "galera"),
            of(GALERA_FREEZE, "galera origin3 node", "does not answer", WEB, "galera fpm apache"),
            of(GALERA_NONPRIMARY, "galera origin1 node", "non-Primary", WEB, "galera"),
            of(GALERA_SPLIT_BRAIN, "galera cluster split-brain", "split brain", "galera"),
            of(BRICK_KILL, "gluster volume/wp-core bricks", "origin3.* is down", "gluster"),
            // Whatever is written, and for 42 s read, waits for it: static files, uploads, samples of files.
            of(
                    BRICK_FREEZE,
                    "gluster volume/wp-core bricks",
                    "origin3.* is frozen",
                    WEB,
                    "gluster namespace fpm apache"),
            of(HEAL_PENDING, "gluster volume/wp-core heal", "wait for heal", "gluster"),
            of(GLUSTER_SPLIT_BRAIN, "gluster volume/wp-core split-brain", "split brain", "gluster"),
            of(VOLUME_UNMOUNT, "namespace web1:/mnt/wp-core mount", "not mounted", WEB, "namespace gluster"),
            of(LINK_BROKEN, "namespace origin1:.*/uploads link", "leads nowhere", "namespace"),
            of(SHADOW_STALE, "namespace site/site1 shadow", "behind", "namespace"),
            // Databases and bricks share that disk.
            of(DISK_FULL, "host origin1:/srv/disk disk", "(99|100) % full", WEB, "host galera gluster namespace"),
            of(
                    HOST_PARTITION,
                    "host origin3 reachable",
                    "does not answer",
                    WEB,
                    "host galera gluster apache fpm namespace"),
            of(HOST_SLOW, "host origin3 round-trip", "away from", WEB, "host galera gluster namespace"));

    private static ExpectedAlarm of(FaultName fault, String key, String words, String... consequences) {
        Set<String> probes = Stream.of(consequences)
                .flatMap(some -> Stream.of(some.split(" ", -1)))
                .collect(Collectors.toSet());
        return new ExpectedAlarm(fault, Pattern.compile(key), Pattern.compile(words), probes);
    }
}
