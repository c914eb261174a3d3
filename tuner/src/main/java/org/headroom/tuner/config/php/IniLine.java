package org.headroom.tuner.config.php;

import java.util.ArrayList;
import java.util.List;
import org.headroom.tuner.config.text.Place;

/** A line of an ini file that says something. */
sealed interface IniLine {
    Place place();

    /** {@code [name]}. */
    record Section(String name, Place place) implements IniLine {}

    /** {@code key = value}, the value without its quotes. */
    record Entry(String key, String value, Place place) implements IniLine {}

    /** Anything else. */
    record Garbage(Place place) implements IniLine {}

    static List<IniLine> of(String file, String text) {
        List<IniLine> lines = new ArrayList<>();
        int start = 0;
        int number = 1;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed + 1;
            add(lines, file, text, new int[] {number++, start, end});
            start = end;
        }
        return lines;
    }

    private static void add(List<IniLine> lines, String file, String text, int[] at) {
        int from = skipBlank(text, at[1], at[2]);
        if (from >= at[2] || text.charAt(from) == ';' || text.charAt(from) == '#') {
            return;
        }
        Place whole = new Place(file, at[0], at[1], at[2], from, from);
        if (text.charAt(from) == '[') {
            int close = text.indexOf(']', from);
            lines.add(
                    close > 0 && close < at[2]
                            ? new Section(text.substring(from + 1, close).strip(), whole)
                            : new Garbage(whole));
            return;
        }
        int equals = text.indexOf('=', from);
        if (equals < 0 || equals >= at[2]) {
            lines.add(new Garbage(whole));
            return;
        }
        int first = skipBlank(text, equals + 1, at[2]);
        int valueStart = first < at[2] ? first : equals + 1;
        int valueEnd = valueEnd(text, valueStart, at[2]);
        lines.add(new Entry(
                text.substring(from, equals).strip(),
                unquoted(text.substring(valueStart, valueEnd)),
                new Place(file, at[0], at[1], at[2], valueStart, valueEnd)));
    }

    /** Up to the line's end or a comment outside of quotes, without blanks before it. */
    private static int valueEnd(String text, int start, int lineEnd) {
        char quote = 0;
        int end = start;
        while (end < lineEnd) {
            char c = text.charAt(end);
            if (quote == 0 && c == ';') {
                break;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            end++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static int skipBlank(String text, int start, int end) {
        int at = start;
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
