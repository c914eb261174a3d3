package org.headroom.tuner.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Settings of the opcache, which all pools of a PHP-FPM share. Only what was measured is set: a full opcache compiles what
 * has no place with every request, and a large one takes memory from children.
 *
 * <p>opcache.max_accelerated_files: PHP takes the first of its primes that is at least the value, so the smallest of these
 * that holds all PHP files and half as many again, since an update has old and new ones at the same time; no fewer than
 * PHP's default, nor than are set now.
 *
 * <p>opcache.interned_strings_buffer: only where the opcache's status says that it is nearly full, and never less than now.
 *
 * <p>opcache.validate_timestamps is never set: whether files change without PHP being told is for people to know.
 */
final class OpcacheSettings {
    private static final String FILES = "opcache.max_accelerated_files";
    private static final String STRINGS = "opcache.interned_strings_buffer";
    private static final String STAMPS = "opcache.validate_timestamps";
    private static final double MIB = 1 << 20;
    private static final int DEFAULT_FILES = 10_000;
    private static final double ROOM = 1.5;
    /** PHP's, from its default on (Zend/Optimizer: accel_hash_init). */
    private static final List<Integer> PRIMES = List.of(16_229, 32_531, 65_407, 130_987, 262_237, 524_521, 1_048_793);

    private OpcacheSettings() {}

    static List<Choice> choices(OriginMeasurements origin, TuningOptions options) {
        List<Choice> choices = new ArrayList<>();
        Figure bytes = origin.fpm().opcacheBytes();
        if (!bytes.isAssumed()) {
            choices.add(new Choice(
                    "opcache.memory_consumption",
                    String.format(Locale.ROOT, "%.0f", Math.ceil(bytes.value() / MIB)),
                    bytes.source(),
                    "compiled PHP of all pools, once; in megabytes. It may fill, so all of it is in the memory table"));
        }
        strings(origin, options).ifPresent(choices::add);
        Figure files = origin.fpm().phpFiles();
        if (files.value() > 0) {
            choices.add(new Choice(
                    FILES,
                    Math.max(places(files.value()), current(options, FILES)),
                    String.format(
                            Locale.ROOT,
                            "%.0f PHP files × %.1f, the next number that PHP takes, at least %d and what is set now",
                            files.value(),
                            ROOM,
                            DEFAULT_FILES),
                    "a file without a place is compiled with every request"));
        }
        return choices;
    }

    private static Optional<Choice> strings(OriginMeasurements origin, TuningOptions options) {
        Figure strings = origin.fpm().stringsMegabytes();
        long megabytes = Math.max(strings.ceil(), current(options, STRINGS));
        return strings.value() > 0
                ? Optional.of(new Choice(
                        STRINGS,
                        megabytes,
                        strings.source(),
                        "names and texts of all PHP files, each once; when it is full every file keeps copies of its own."
                                + " In megabytes, out of opcache.memory_consumption. Tune again when it has filled: how"
                                + " much a full one lacks cannot be seen"))
                : Optional.empty();
    }

    /** What is set now, of which nothing is taken away; a place costs next to nothing. */
    private static int current(TuningOptions options, String name) {
        String value = options.current().getOrDefault("php " + name, "");
        return value.matches("\\d{1,7}") ? Integer.parseInt(value) : 0;
    }

    /**
     * What an administrator should know of opcache.validate_timestamps, where PHP's settings were read and it is on (PHP's
     * default).
     */
    static Optional<String> stamps(OriginMeasurements origin, TuningOptions options) {
        if (!options.current().containsKey(TuningOptions.PHP_VERSION)) {
            return Optional.empty();
        }
        List<String> pools = origin.pools().stream()
                .map(OriginMeasurements.Pool::name)
                .filter(pool -> isOn(options, pool, "opcache.enable") && isOn(options, pool, STAMPS))
                .toList();
        return pools.isEmpty()
                ? Optional.empty()
                : Optional.of(STAMPS + " is on for " + String.join(", ", pools)
                        + ": PHP asks the file system for the time stamps of a request's files again, each at most once in"
                        + " opcache.revalidate_freq (2 s). Measured: a WordPress front page took 154 to 186 ms with it, 71"
                        + " to 89 ms without. It is left as it is: off is right only where every change of files (update,"
                        + " sync, deployment) is followed by opcache_reset() in PHP-FPM or its reload on every origin, and"
                        + " `headroom sync` does not do that yet");
    }

    /** On unless somebody has switched it off; a pool's own setting wins. */
    private static boolean isOn(TuningOptions options, String pool, String name) {
        String value = options.current().getOrDefault("php " + name, "1");
        for (String kind : List.of("php_value", "php_flag", "php_admin_value", "php_admin_flag")) {
            value = options.current().getOrDefault("php-fpm [" + pool + "] " + kind + "[" + name + "]", value);
        }
        String word = value.strip().toLowerCase(Locale.ROOT);
        return List.of("1", "on", "yes", "true").contains(word);
    }

    static int places(double files) {
        double needed = files * ROOM;
        return needed <= DEFAULT_FILES
                ? DEFAULT_FILES
                : PRIMES.stream().filter(prime -> prime >= needed).findFirst().orElse(PRIMES.getLast());
    }
}
