package org.headroom.loadgen.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One goal, such as {@code page[front].p95<1.5s} or {@code errors<0.1%}.
 *
 * @param expression as the user wrote it
 * @param metric what is looked at
 * @param qualifier a page's name (page, errors) or a resource kind (request); empty: all
 * @param percentile 0 to 100, for latencies; 0 for errors
 * @param threshold milliseconds, or per cent for errors; the observed value must be below it
 */
public record Slo(String expression, Metric metric, Optional<String> qualifier, double percentile, double threshold) {

    /** What a goal looks at. */
    public enum Metric {
        /** Page time, failed pages included. */
        PAGE,
        /** Request time. */
        REQUEST,
        /** Time to the first byte of a request. */
        TTFB,
        /** Failed pages as a share of all that ended, in per cent. */
        ERRORS
    }

    /** The goal that holds when the user names none about errors. */
    public static final String DEFAULT_ERRORS = "errors<1%";

    private static final Pattern LATENCY = Pattern.compile(
            "(page|request|ttfb)(?:\\[([^\\[\\]]+)])?\\.(?:p(\\d{1,5}(?:\\.\\d+)?)|(max))<(\\d+(?:\\.\\d+)?)(us|ms|s|m)");
    private static final Pattern ERRORS = Pattern.compile("errors(?:\\[([^\\[\\]]+)])?<(\\d+(?:\\.\\d+)?)%");

    /**
     * Parses goals joined by commas.
     *
     * @throws IllegalArgumentException with a message for the user that names the bad expression
     */
    public static List<Slo> parse(String expressions) {
        List<Slo> goals = new ArrayList<>();
        for (String part : expressions.split(",", -1)) {
            goals.add(parseOne(part.replaceAll("\\s+", "")));
        }
        return List.copyOf(goals);
    }

    private static Slo parseOne(String text) {
        Slo goal = parsed(text);
        if (!(goal.threshold() > 0)) {
            throw new IllegalArgumentException("'" + text + "': nothing is below 0; write for example errors<0.1%");
        }
        return goal;
    }

    private static Slo parsed(String text) {
        Matcher errors = ERRORS.matcher(text);
        if (errors.matches()) {
            return new Slo(
                    text, Metric.ERRORS, Optional.ofNullable(errors.group(1)), 0, Double.parseDouble(errors.group(2)));
        }
        Matcher latency = LATENCY.matcher(text);
        if (!latency.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a goal; write for example page.p95<2s,"
                    + " page[front].p99<1500ms, request.p99<500ms, ttfb.p90<300ms or errors<0.1%");
        }
        double percentile = latency.group(4) != null ? 100 : percentile(latency.group(3));
        if (percentile > 100) {
            throw new IllegalArgumentException("'" + text + "': a percentile lies between 0 and 100");
        }
        return new Slo(
                text,
                Metric.valueOf(latency.group(1).toUpperCase(Locale.ROOT)),
                Optional.ofNullable(latency.group(2)),
                percentile,
                Double.parseDouble(latency.group(5)) * millisPer(latency.group(6)));
    }

    /** p999 and p9999 are the usual short forms of p99.9 and p99.99. */
    private static double percentile(String digits) {
        if (digits.matches("99\\d+")) {
            return Double.parseDouble(digits.substring(0, 2) + "." + digits.substring(2));
        }
        return Double.parseDouble(digits);
    }

    private static double millisPer(String unit) {
        return switch (unit) {
            case "us" -> 0.001;
            case "ms" -> 1;
            case "s" -> 1000;
            default -> 60_000;
        };
    }
}
