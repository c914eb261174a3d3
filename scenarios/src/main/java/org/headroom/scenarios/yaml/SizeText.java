package org.headroom.scenarios.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes in bytes as people write them: {@code 512MiB}, {@code 2GiB}, {@code 1.5G}, {@code 65536}. All units are powers
 * of 1024, as in Apache's, PHP's and MariaDB's own files.
 */
public final class SizeText {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)(?:([KMGT])(?:i?B)?|B)?");
    private static final String UNITS = "KMGT";
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private SizeText() {}

    /**
     * Reads a size in bytes.
     *
     * @throws IllegalArgumentException when the text is none, with a message for the user
     */
    public static long parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write e.g. 512MiB, 2GiB or plain bytes");
        }
        String unit = matcher.group(2);
        int power = unit == null ? 0 : UNITS.indexOf(unit) + 1;
        BigInteger bytes = new BigDecimal(matcher.group(1))
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(10 * power)))
                .toBigInteger();
        if (bytes.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is larger than any memory");
        }
        return bytes.longValueExact();
    }

    /** Exact where a whole number of units fits, else the plain number of bytes. */
    public static String format(long bytes) {
        for (int power = UNITS.length(); power > 0; power--) {
            long unit = 1L << (10 * power);
            if (bytes >= unit && bytes % unit == 0) {
                return bytes / unit + UNITS.substring(power - 1, power) + "iB";
            }
        }
        return Long.toString(bytes);
    }

    /** For people: three significant digits, e.g. {@code 1.46 GiB}. */
    public static String rounded(long bytes) {
        double value = bytes;
        int power = 0;
        while (value >= 1000 && power < UNITS.length()) {
            value /= 1024;
            power++;
        }
        int decimals = power == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        String unit = power == 0 ? "B" : UNITS.substring(power - 1, power) + "iB";
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, unit);
    }
}
