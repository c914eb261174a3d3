package org.headroom.probes.fpm;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what PHP's {@code opcache_get_status(false)} says, as JSON. */
final class OpcacheStatus {
    private static final String BYTES = "bytes";
    private static final String COUNT = "count";

    private OpcacheStatus() {}

    /** A number with its unit. */
    record Figure(double value, String unit) {}

    /**
     * The numbers that matter by names of readings; missing ones are left out.
     *
     * @throws IllegalArgumentException with what is wrong, if it is not opcache's state
     */
    static Map<String, Figure> read(String text) {
        JsonNode root;
        try {
            root = JsonTree.read(text);
        } catch (JacksonException _) {
            throw new IllegalArgumentException("answered no JSON");
        }
        if (!root.path("opcache_enabled").isBoolean()) {
            throw new IllegalArgumentException("does not tell opcache's state");
        }
        Map<String, Figure> numbers = new LinkedHashMap<>();
        numbers.put("enabled", new Figure(root.path("opcache_enabled").asBoolean() ? 1 : 0, COUNT));
        if (root.path("cache_full").isBoolean()) {
            numbers.put("full", new Figure(root.path("cache_full").asBoolean() ? 1 : 0, COUNT));
        }
        JsonNode memory = root.path("memory_usage");
        put(numbers, "used", memory.path("used_memory"), BYTES);
        put(numbers, "free", memory.path("free_memory"), BYTES);
        put(numbers, "wasted", memory.path("wasted_memory"), BYTES);
        JsonNode strings = root.path("interned_strings_usage");
        put(numbers, "strings_size", strings.path("buffer_size"), BYTES);
        put(numbers, "strings_free", strings.path("free_memory"), BYTES);
        JsonNode counts = root.path("opcache_statistics");
        put(numbers, "scripts", counts.path("num_cached_scripts"), COUNT);
        put(numbers, "keys", counts.path("num_cached_keys"), COUNT);
        put(numbers, "keys_limit", counts.path("max_cached_keys"), COUNT);
        put(numbers, "hits_total", counts.path("hits"), COUNT);
        put(numbers, "misses_total", counts.path("misses"), COUNT);
        put(numbers, "oom_restarts_total", counts.path("oom_restarts"), COUNT);
        put(numbers, "hash_restarts_total", counts.path("hash_restarts"), COUNT);
        put(numbers, "manual_restarts_total", counts.path("manual_restarts"), COUNT);
        return numbers;
    }

    private static void put(Map<String, Figure> numbers, String name, JsonNode node, String unit) {
        double value = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (Double.isFinite(value) && value >= 0) {
            numbers.put(name, new Figure(value, unit));
        }
    }
}
