package org.headroom.scenarios.yaml;

import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 2s}, {@code 1.5m}, {@code 1h}. Files and options use it. */
public final class DurationText {
    /** What a duration looks like; the JSON Schemas use the same expression. */
    static final String PATTERN = "([0-9]{1,19})(?:\\.([0-9]{1,9}))?(ns|us|ms|s|m|h|d)";

    private static final Pattern SHAPE = Pattern.compile(PATTERN);
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000L);
    private static final Map<String, Long> NANOS = new LinkedHashMap<>();

    static {
        NANOS.put("d", 86_400_000_000_000L);
        NANOS.put("h", 3_600_000_000_000L);
        NANOS.put("m", 60_000_000_000L);
        NANOS.put("s", 1_000_000_000L);
        NANOS.put("ms", 1_000_000L);
        NANOS.put("us", 1_000L);
        NANOS.put("ns", 1L);
    }

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when the text is none, with a message for the user
     */
    public static Duration parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; write a number and a unit, e.g. 500ms, 2s, 3m or 1h");
        }
        BigInteger unit = BigInteger.valueOf(NANOS.getOrDefault(matcher.group(3), 1L));
        // Not BigDecimal, whose class takes 20 ms to start: a check begins here.
        String billionths = matcher.group(2) == null ? "0" : (matcher.group(2) + "000000000").substring(0, 9);
        BigInteger nanos = new BigInteger(matcher.group(1))
                .multiply(unit)
                .add(new BigInteger(billionths).multiply(unit).divide(BILLION));
        if (nanos.bitLength() > 63) {
            throw new IllegalArgumentException("'" + text + "' is not a duration that anyone waits for");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    /** The shortest exact text that {@link #parse} reads back as the same duration. */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("durations in files are not negative: " + duration);
        }
        if (duration.isZero()) {
            return "0s";
        }
        BigInteger nanos =
                BigInteger.valueOf(duration.getSeconds()).multiply(BILLION).add(BigInteger.valueOf(duration.getNano()));
        for (Map.Entry<String, Long> unit : NANOS.entrySet()) {
            BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(unit.getValue()));
            if (parts[1].signum() == 0 && !unit.getKey().equals("d")) {
                return parts[0] + unit.getKey();
            }
        }
        throw new IllegalStateException("every duration is a whole number of nanoseconds");
    }
}
