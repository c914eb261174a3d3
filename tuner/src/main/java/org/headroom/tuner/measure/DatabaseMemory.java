package org.headroom.tuner.measure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.headroom.tuner.model.Figure;

/**
 * What a MariaDB may grow to by its configuration; what is not set there is as MariaDB sets it itself.
 *
 * @param grownBytes of the node without connections: the buffer pool once it is full, the log buffer, what key and page caches and
 *     the query cache may take by configuration, and 96 MiB for the program with its dictionaries and caches (a node with an
 *     empty pool of 128 MiB was measured at 130 to 149 MiB); caches of MyISAM and Aria that nobody set are hardly used
 *     by WordPress, whose tables are InnoDB
 * @param connectionBytes of a connection that sorts and joins: its stack, two network buffers, and one each of the sort,
 *     join, read and random read buffers, the binary log's cache, and a temporary table if its size was set
 */
public record DatabaseMemory(Figure grownBytes, Figure connectionBytes) {
    private static final long MIB = 1 << 20;
    private static final double PROGRAM = 96.0 * MIB;
    private static final long POOL = 128 * MIB;
    private static final long LOG = 16 * MIB;
    private static final Map<String, Long> OF_A_CONNECTION = Map.of(
            "thread_stack", 299_008L,
            "sort_buffer_size", 2 * MIB,
            "join_buffer_size", 262_144L,
            "read_buffer_size", 131_072L,
            "read_rnd_buffer_size", 262_144L,
            "binlog_cache_size", 32_768L,
            "tmp_table_size", 0L);
    private static final List<String> CACHES =
            List.of("key_buffer_size", "aria_pagecache_buffer_size", "query_cache_size");
    /** More than any host has, and sums of it stay in range. */
    private static final long MOST = 1L << 56;

    private static final long NETWORK = 16_384;

    /**
     * By its configuration.
     *
     * @param settings values by plan key, e.g. {@code mariadb innodb_buffer_pool_size}
     */
    public static DatabaseMemory of(Map<String, String> settings) {
        long pool = size(settings, "innodb_buffer_pool_size", POOL);
        long log = size(settings, "innodb_log_buffer_size", LOG);
        long caches = 0;
        for (String name : CACHES) {
            caches += size(settings, name, 0);
        }
        long connection = 2 * size(settings, "net_buffer_length", NETWORK);
        for (String name : List.copyOf(OF_A_CONNECTION.keySet())) {
            connection += size(settings, name, OF_A_CONNECTION.getOrDefault(name, 0L));
        }
        String how = settings.containsKey("mariadb innodb_buffer_pool_size") ? "as configured" : "MariaDB's default";
        return new DatabaseMemory(
                new Figure(
                        PROGRAM + pool + log + caches,
                        String.format(
                                Locale.ROOT,
                                "96 MiB + innodb_buffer_pool_size %.0f MiB (%s) + innodb_log_buffer_size %.0f MiB%s",
                                pool / (double) MIB,
                                how,
                                log / (double) MIB,
                                caches == 0
                                        ? ""
                                        : String.format(
                                                Locale.ROOT,
                                                " + other caches as configured %.0f MiB",
                                                caches / (double) MIB))),
                new Figure(connection, "MariaDB's buffers of a connection: stack, network, sort, join, read"));
    }

    private static long size(Map<String, String> settings, String name, long standard) {
        return Optional.ofNullable(settings.get("mariadb " + name))
                .flatMap(DatabaseMemory::bytes)
                .orElse(standard);
    }

    /** A size as MariaDB writes it; empty if it is none. */
    private static Optional<Long> bytes(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (!lower.matches("\\d{1,15}[kmgt]?")) {
            return Optional.empty();
        }
        char last = lower.charAt(lower.length() - 1);
        int power = "kmgt".indexOf(last) + 1;
        long number = Long.parseLong(power == 0 ? lower : lower.substring(0, lower.length() - 1));
        long factor = 1L << (10 * power);
        return Optional.of(number > MOST / factor ? MOST : number * factor);
    }
}
