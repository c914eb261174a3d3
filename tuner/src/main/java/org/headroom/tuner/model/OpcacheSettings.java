package org.headroom.tuner.model;

import java.util.List;
import java.util.Locale;

/**
 * Settings of the opcache, which all pools of a PHP-FPM share. Only what was measured is set: a full opcache compiles what
 * has no place with every request, and a large one takes memory from children.
 */
final class OpcacheSettings {
    private static final double MIB = 1 << 20;

    private OpcacheSettings() {}

    static List<Choice> choices(OriginMeasurements origin) {
        Figure bytes = origin.fpm().opcacheBytes();
        if (bytes.isAssumed()) {
            return List.of();
        }
        return List.of(new Choice(
                "opcache.memory_consumption",
                String.format(Locale.ROOT, "%.0f", Math.ceil(bytes.value() / MIB)),
                bytes.source(),
                "compiled PHP of all pools, once; in megabytes. It may fill, so all of it is in the memory table"));
    }
}
