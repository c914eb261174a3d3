package org.headroom.tuner.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.headroom.tuner.config.apache.ApacheConfig;
import org.headroom.tuner.config.mariadb.MariadbConfig;
import org.headroom.tuner.config.nginx.NginxConfig;
import org.headroom.tuner.config.nginx.NginxDirective;
import org.headroom.tuner.config.nginx.Upstream;
import org.headroom.tuner.config.php.FpmConfig;
import org.headroom.tuner.config.php.PhpIni;
import org.headroom.tuner.config.text.Found;

/**
 * Settings that are in force on a host, by the keys of a plan ({@code apache MaxRequestWorkers}, {@code php-fpm [www]
 * pm.max_children}), each with its file and line. Only settings that tuning is about: no other value leaves the files.
 */
public final class CurrentSettings {
    private static final Pattern POOL_KEYS = Pattern.compile("pm(\\..+)?|listen(\\.backlog)?|request_.+_timeout"
            + "|php_(admin_)?(value|flag)\\[(memory_limit|opcache\\.[\\w.]+)]");
    private static final List<String> PHP_KEYS = List.of(
            "memory_limit",
            "opcache.enable",
            "opcache.memory_consumption",
            "opcache.interned_strings_buffer",
            "opcache.max_accelerated_files",
            "opcache.validate_timestamps",
            "opcache.revalidate_freq",
            "apc.shm_size");
    private static final List<String> NGINX_KEYS = List.of(
            "worker_processes",
            "worker_connections",
            "http3",
            "proxy_connect_timeout",
            "proxy_send_timeout",
            "proxy_read_timeout");
    private static final List<String> MARIADB_KEYS = List.of(
            "max_connections",
            "innodb_buffer_pool_size",
            "innodb_log_buffer_size",
            "key_buffer_size",
            "aria_pagecache_buffer_size",
            "query_cache_size",
            "sort_buffer_size",
            "read_buffer_size",
            "read_rnd_buffer_size",
            "join_buffer_size",
            "binlog_cache_size",
            "net_buffer_length",
            "max_allowed_packet",
            "thread_stack",
            "thread_cache_size",
            "tmp_table_size",
            "max_heap_table_size",
            "table_open_cache",
            "performance_schema");

    private final Map<String, Found> found = new TreeMap<>();

    private CurrentSettings() {}

    /** Those of a host that was read. */
    public static CurrentSettings of(HostConfig host) {
        CurrentSettings settings = new CurrentSettings();
        host.apache().ifPresent(settings::addApache);
        host.fpm().reversed().forEach(settings::addPools);
        host.ini().ifPresent(settings::addPhp);
        host.nginx().ifPresent(nginx -> settings.addNginx(nginx, host.upstream()));
        host.mariadb().ifPresent(settings::addMariadb);
        return settings;
    }

    /** The setting in force, by its key in a plan; empty if no file has it. */
    public Optional<Found> of(String key) {
        return Optional.ofNullable(found.get(key));
    }

    /** All values, by key. */
    public Map<String, String> values() {
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }

    private void addApache(ApacheConfig apache) {
        for (String name : ApacheConfig.settings()) {
            apache.ofServer(name).ifPresent(it -> found.put("apache " + name, new Found(it.value(), it.place())));
        }
    }

    private void addPools(FpmConfig fpm) {
        for (String pool : fpm.pools()) {
            fpm.of(pool).forEach((key, value) -> {
                if (POOL_KEYS.matcher(key).matches()) {
                    found.put("php-fpm [" + pool + "] " + key, value);
                }
            });
        }
    }

    private void addPhp(PhpIni ini) {
        PHP_KEYS.forEach(key -> ini.of(key).ifPresent(value -> found.put("php " + key, value)));
    }

    private void addNginx(NginxConfig nginx, Optional<Upstream> upstream) {
        NGINX_KEYS.forEach(key -> nginx.general(key).ifPresent(value -> found.put("nginx " + key, value)));
        upstream.ifPresent(it -> {
            it.block().child("keepalive").ifPresent(there -> put("nginx upstream keepalive", there.value(), there));
            it.maxConns().ifPresent(value -> put("nginx upstream max_conns", value, it.server()));
            nginx.readTimeouts(it).stream()
                    .findFirst()
                    .ifPresent(there -> put("nginx proxy_read_timeout", there.value(), there));
        });
    }

    private void put(String key, String value, NginxDirective directive) {
        found.put(key, new Found(value, directive.place()));
    }

    private void addMariadb(MariadbConfig mariadb) {
        MARIADB_KEYS.forEach(key -> mariadb.of(key).ifPresent(value -> found.put("mariadb " + key, value)));
        mariadb.gcacheSize().ifPresent(value -> found.put("mariadb gcache.size", value));
    }
}
