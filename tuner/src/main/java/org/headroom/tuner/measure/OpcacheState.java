package org.headroom.tuner.measure;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.headroom.probes.reading.Reading;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;

/**
 * What the opcache's own status says, and what follows.
 *
 * <p>Interned strings: opcache takes their buffer out of opcache.memory_consumption when it starts (ZendAccelerator.c,
 * zend_accel_init_shm). From {@value #NEARLY_FULL_PERCENT} % on the buffer is made 1.5 times as large as what is in use, in
 * steps of {@value #STEP} MB, and opcache.memory_consumption is looked at again with as much more in use. The status of some
 * PHP versions tells three quarters of the buffer, so shares of it count and not bytes.
 *
 * @param bytes all of the opcache
 * @param usedBytes of it, the buffer of strings among them
 * @param stringBytes the buffer of strings
 * @param freeStringBytes of it
 */
record OpcacheState(double bytes, double usedBytes, double stringBytes, double freeStringBytes) {
    private static final String PROBE = "fpm-opcache";
    private static final int NEARLY_FULL_PERCENT = 80;
    private static final double GROWTH = 1.5;
    private static final long STEP = 8;
    /** PHP's own, in MB, where nothing is set. */
    private static final long STANDARD = 8;
    /** PHP before 8.4 takes no more than 4095. */
    private static final long MOST = 4088;

    private static final double MIB = 1 << 20;

    /** Of the pools' opcaches the one whose strings are fullest; pools of one PHP-FPM share one. Empty if nobody told. */
    static Optional<OpcacheState> of(String origin, List<String> pools, List<Reading> readings) {
        return pools.stream()
                .flatMap(pool -> of(origin + "/" + pool, readings).stream())
                .max(Comparator.comparingDouble(OpcacheState::share));
    }

    private static Optional<OpcacheState> of(String host, List<Reading> readings) {
        List<Reading> own = readings.stream()
                .filter(reading ->
                        reading.probe().equals(PROBE) && reading.host().equals(host))
                .toList();
        double used = last(own, "used").orElse(0);
        double all = used + last(own, "free").orElse(0) + last(own, "wasted").orElse(0);
        OptionalDouble strings = last(own, "strings_size");
        OptionalDouble free = last(own, "strings_free");
        boolean told = strings.isPresent() && free.isPresent() && strings.getAsDouble() > 0 && used > 0;
        return told && last(own, "enabled").orElse(1) > 0
                ? Optional.of(new OpcacheState(
                        all, used, strings.getAsDouble(), Math.min(free.getAsDouble(), strings.getAsDouble())))
                : Optional.empty();
    }

    private static OptionalDouble last(List<Reading> readings, String name) {
        Optional<Reading> last = readings.stream()
                .filter(reading ->
                        reading.name().equals(name) && Double.isFinite(reading.value()) && reading.value() >= 0)
                .max(Comparator.comparing(Reading::time));
        return last.isPresent() ? OptionalDouble.of(last.get().value()) : OptionalDouble.empty();
    }

    /** How full the buffer of strings is, 0 to 1. */
    double share() {
        return 1 - freeStringBytes / stringBytes;
    }

    /**
     * The opcache as it is to be.
     *
     * @param fpm as it is to be without knowing this
     * @param configuredStrings opcache.interned_strings_buffer in MB, if it is set
     */
    OriginMeasurements.Fpm into(OriginMeasurements.Fpm fpm, OptionalLong configuredStrings) {
        long now = Math.max(configuredStrings.orElse(STANDARD), (long) Math.ceil(stringBytes / MIB));
        long planned = strings(now);
        Figure strings = planned > now
                ? new Figure(
                        planned,
                        String.format(
                                Locale.ROOT,
                                "opcache's status: %.0f %% of %d MB in use, × %.1f, in steps of %d MB",
                                100 * share(),
                                now,
                                GROWTH,
                                STEP))
                : new Figure(0, "not nearly full");
        return new OriginMeasurements.Fpm(
                fpm.masterBytes(), memory(fpm.opcacheBytes(), Math.max(0, planned - now)), fpm.phpFiles(), strings);
    }

    /** A buffer that is already configured larger than the one that runs is left to the next restart. */
    private long strings(long now) {
        boolean nearlyFull = 100 * share() >= NEARLY_FULL_PERCENT && stringBytes > now * MIB / 2;
        long needed = Math.ceilDiv(Math.max((long) Math.ceil(share() * now * GROWTH), now + 1), STEP) * STEP;
        return nearlyFull ? Math.max(now, Math.min(MOST, needed)) : now;
    }

    private Figure memory(Figure planned, long moreStrings) {
        double more = moreStrings * MIB;
        double needed = Math.ceil((usedBytes + more) * ProcessMemory.OPCACHE_GROWTH / ProcessMemory.OPCACHE_STEP)
                * ProcessMemory.OPCACHE_STEP;
        String words = String.format(
                Locale.ROOT,
                "opcache's status: %.0f of %.0f MiB in use%s",
                usedBytes / MIB,
                bytes / MIB,
                moreStrings > 0 ? " and " + moreStrings + " MB more for interned strings" : "");
        if (planned.isAssumed()) {
            double known = Math.ceil(bytes / MIB) * MIB;
            return needed > known ? grown(needed, words) : new Figure(known, words);
        }
        return needed > planned.value() ? grown(needed, words) : planned;
    }

    private static Figure grown(double bytes, String words) {
        return new Figure(bytes, words + ", × 1.5, in steps of 32 MiB");
    }
}
