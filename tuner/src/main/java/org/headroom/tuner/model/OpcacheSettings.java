package org.headroom.tuner.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Settings of the opcache, which all pools of a PHP-FPM share. Only what was measured is set: a full opcache compiles what
 * has no place with every request, and a large one takes memory from children.
 *
 * <p>opcache.max_accelerated_files: PHP takes the first of its primes that is at least the value, so the smallest of these
 * that holds all PHP files and half as many again, since an update has old and new ones at the same time; no fewer than
 * PHP's default, nor than are set now.
 */
final class OpcacheSettings {
    private static final String FILES = "opcache.max_accelerated_files";
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
        Figure files = origin.fpm().phpFiles();
        if (files.value() > 0) {
            choices.add(new Choice(
                    FILES,
                    Math.max(places(files.value()), current(options)),
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

    /** A place costs next to nothing: none is taken away. */
    private static int current(TuningOptions options) {
        String value = options.current().getOrDefault("php " + FILES, "");
        return value.matches("\\d{1,7}") ? Integer.parseInt(value) : 0;
    }

    static int places(double files) {
        double needed = files * ROOM;
        return needed <= DEFAULT_FILES
                ? DEFAULT_FILES
                : PRIMES.stream().filter(prime -> prime >= needed).findFirst().orElse(PRIMES.getLast());
    }
}
