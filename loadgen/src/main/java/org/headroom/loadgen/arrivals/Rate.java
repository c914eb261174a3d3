package org.headroom.loadgen.arrivals;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates as people write them: {@code 50/s}, {@code 0.5/s}, {@code 300/m}, {@code 3600/h}; a bare number is per second. */
public final class Rate {
    /** Pages a second above which nobody means it. */
    public static final int HIGHEST_PER_SECOND = 100_000;

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(?:/(s|sec|m|min|h))?");

    private Rate() {}

    /** Pages a second, at least 0; empty when the text is no rate. */
    public static Optional<Double> perSecond(String text) {
        return perSecond(text, "s");
    }

    /** The same, where a bare number is per {@code unit}. */
    static Optional<Double> perSecond(String text, String unit) {
        Matcher matcher = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2) == null ? unit : matcher.group(2)) {
                    case "m", "min" -> number / 60;
                    case "h" -> number / 3600;
                    default -> number;
                });
    }

    /** The unit that a rate is written with; empty for a bare number or no rate at all. */
    static Optional<String> unitOf(String text) {
        Matcher matcher = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.ofNullable(matcher.group(2)) : Optional.empty();
    }

    /** As short as it can be said. */
    static String text(double perSecond) {
        return perSecond == Math.rint(perSecond)
                ? String.format(Locale.ROOT, "%.0f/s", perSecond)
                : String.format(Locale.ROOT, "%s/s", (float) perSecond);
    }
}
