package org.headroom.tuner.config.text;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether two spellings of a value mean the same: {@code 60} and {@code 1m}, {@code 128M} and {@code 134217728}. */
public final class SameValue {
    private static final Pattern TIME = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([kmgtpe]?)b?");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private SameValue() {}

    /** As a time, or as a size or number. */
    public static boolean of(String one, String other) {
        return ofTime(one, other) || ofSize(one, other);
    }

    /** Of times, seconds without a unit. */
    public static boolean ofTime(String one, String other) {
        return time(one).equals(time(other));
    }

    /** Of sizes and numbers, bytes without a unit. */
    public static boolean ofSize(String one, String other) {
        return size(one).equals(size(other));
    }

    private static String time(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher time = TIME.matcher(lower);
        if (!time.matches()) {
            return lower;
        }
        long unit = time.group(2) == null ? 1_000 : MILLIS.getOrDefault(time.group(2), 1_000L);
        return Long.toString(Long.parseLong(time.group(1)) * unit);
    }

    private static String size(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher size = SIZE.matcher(lower);
        if (!size.matches()) {
            return lower;
        }
        int power = size.group(2).isEmpty() ? 0 : "kmgtpe".indexOf(size.group(2)) + 1;
        return new BigDecimal(size.group(1))
                .multiply(BigDecimal.valueOf(1024).pow(power))
                .toPlainString();
    }
}
