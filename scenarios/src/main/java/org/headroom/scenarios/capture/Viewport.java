package org.headroom.scenarios.capture;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The screen that a capture sees a page on: 1366 × 768 CSS pixels at one device pixel each, a mouse, light colours.
 * Evaluates media queries and lengths; a feature that it does not know does not match, as CSS has it.
 */
final class Viewport {
    static final double WIDTH = 1366;
    private static final double HEIGHT = 768;
    private static final double FONT_SIZE = 16;
    private static final Pattern FEATURE = Pattern.compile("\\(\\s*([a-z-]+)\\s*(?::\\s*([^)]+?)\\s*)?\\)");
    private static final Pattern RANGE = Pattern.compile("\\(\\s*(width|height)\\s*(<=|>=|<|>|=)\\s*([^)]+?)\\s*\\)");
    private static final Pattern LENGTH = Pattern.compile("([0-9]*\\.?[0-9]+)(px|vw|vh|em|rem|dppx|x|dpi)?");

    private Viewport() {}

    /** Whether a media query list applies; an empty one does. */
    static boolean matches(String media) {
        String list = media.strip().toLowerCase(Locale.ROOT);
        if (list.isEmpty()) {
            return true;
        }
        for (String query : list.split(",", -1)) {
            if (matchesQuery(query.strip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesQuery(String query) {
        if (query.startsWith("not ")) {
            return !matchesQuery(query.substring(4).strip());
        }
        String plain = query.startsWith("only ") ? query.substring(5).strip() : query;
        for (String part : plain.split("(?<=\\)|^|\\s)and(?=\\s|\\()", -1)) {
            if (!matchesPart(part.strip())) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesPart(String part) {
        if (part.equals("all") || part.equals("screen")) {
            return true;
        }
        Matcher range = RANGE.matcher(part);
        if (range.matches()) {
            double own = range.group(1).equals("width") ? WIDTH : HEIGHT;
            double bound = length(range.group(3)).orElse(Double.NaN);
            return switch (range.group(2)) {
                case "<=" -> own <= bound;
                case ">=" -> own >= bound;
                case "<" -> own < bound;
                case ">" -> own > bound;
                default -> own == bound;
            };
        }
        Matcher feature = FEATURE.matcher(part);
        return feature.matches() && hasFeature(feature.group(1), feature.group(2) == null ? "" : feature.group(2));
    }

    private static boolean hasFeature(String name, String value) {
        double bound = length(value).orElse(Double.NaN);
        return switch (name) {
            case "min-width", "min-device-width" -> WIDTH >= bound;
            case "max-width", "max-device-width" -> WIDTH <= bound;
            case "min-height", "min-device-height" -> HEIGHT >= bound;
            case "max-height", "max-device-height" -> HEIGHT <= bound;
            case "min-resolution", "-webkit-min-device-pixel-ratio", "min-device-pixel-ratio" -> 1 >= bound;
            case "max-resolution", "-webkit-max-device-pixel-ratio", "max-device-pixel-ratio" -> 1 <= bound;
            case "orientation" -> value.equals("landscape");
            case "prefers-color-scheme" -> value.equals("light");
            case "prefers-reduced-motion", "prefers-contrast" -> value.equals("no-preference");
            case "hover", "any-hover" -> value.isEmpty() || value.equals("hover");
            case "pointer", "any-pointer" -> value.isEmpty() || value.equals("fine");
            case "scripting" -> value.isEmpty() || value.equals("enabled");
            case "color", "width", "height" -> value.isEmpty();
            default -> false;
        };
    }

    /** Pixels (or device pixels per pixel); empty when the text is no length that is understood. */
    static OptionalDouble length(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("calc(") && plain.endsWith(")")) {
            return sum(plain.substring(5, plain.length() - 1));
        }
        Matcher matcher = LENGTH.matcher(plain);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        return OptionalDouble.of(
                switch (unit) {
                    case "vw" -> number * WIDTH / 100;
                    case "vh" -> number * HEIGHT / 100;
                    case "em", "rem" -> number * FONT_SIZE;
                    case "dpi" -> number / 96;
                    default -> number;
                });
    }

    private static OptionalDouble sum(String terms) {
        double total = 0;
        for (String term : terms.strip().replace(" - ", " + -").split(" \\+ ", -1)) {
            boolean negative = term.strip().startsWith("-");
            OptionalDouble part = length(negative ? term.strip().substring(1) : term);
            if (part.isEmpty()) {
                return OptionalDouble.empty();
            }
            total += negative ? -part.getAsDouble() : part.getAsDouble();
        }
        return OptionalDouble.of(total);
    }
}
