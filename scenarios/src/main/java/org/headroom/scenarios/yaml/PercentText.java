package org.headroom.scenarios.yaml;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares as people write them: {@code 30%}, {@code 0.5%}. Files and options use it. */
public final class PercentText {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?)%");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private PercentText() {}

    /**
     * Reads a share.
     *
     * @return from 0 to 1
     * @throws IllegalArgumentException when the text is none, with a message for the user
     */
    public static double parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a share; write per cent, e.g. 30%");
        }
        BigDecimal percent = new BigDecimal(matcher.group(1));
        if (percent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException("'" + text + "' is more than all; a share is from 0% to 100%");
        }
        return percent.movePointLeft(2).doubleValue();
    }

    /** The text that {@link #parse} reads back as the same share, as far as nine decimals tell it. */
    public static String format(double share) {
        BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros();
        return (percent.scale() < 0 ? percent.setScale(0) : percent).toPlainString() + "%";
    }
}
