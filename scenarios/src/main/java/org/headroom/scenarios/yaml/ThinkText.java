package org.headroom.scenarios.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.scenarios.model.Think;

/** Times to think: {@code 5s}, {@code 2s..10s}, {@code lognormal(median 8s, p90 30s)}. */
final class ThinkText {
    private static final Pattern LOG_NORMAL =
            Pattern.compile("lognormal\\(\\s*median\\s+([^\\s,]+)(?:\\s*,)?\\s+p90\\s+([^\\s)]+)\\s*\\)");

    private ThinkText() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when the text is none, with a message for the user
     */
    static Think parse(String text) {
        String plain = text.strip();
        Matcher matcher = LOG_NORMAL.matcher(plain);
        if (matcher.matches()) {
            return new Think.LogNormal(DurationText.parse(matcher.group(1)), DurationText.parse(matcher.group(2)));
        }
        int dots = plain.indexOf("..");
        if (dots > 0) {
            return new Think.Between(
                    DurationText.parse(plain.substring(0, dots)), DurationText.parse(plain.substring(dots + 2)));
        }
        if (plain.startsWith("lognormal")) {
            throw new IllegalArgumentException("'" + text + "': write \"lognormal(median 8s, p90 30s)\", in quotes");
        }
        return new Think.Fixed(DurationText.parse(plain));
    }

    static String format(Think think) {
        return switch (think) {
            case Think.Fixed(var time) -> DurationText.format(time);
            case Think.Between(var least, var most) -> DurationText.format(least) + ".." + DurationText.format(most);
            case Think.LogNormal(var median, var p90) ->
                "lognormal(median " + DurationText.format(median) + ", p90 " + DurationText.format(p90) + ")";
        };
    }
}
