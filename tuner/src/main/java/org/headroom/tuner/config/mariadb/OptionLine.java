package org.headroom.tuner.config.mariadb;

import java.util.ArrayList;
import java.util.List;
import org.headroom.tuner.config.text.Place;

/** A line of an option file that says something. */
sealed interface OptionLine {
    Place place();

    /** {@code [name]}. */
    record Group(String name, Place place) implements OptionLine {}

    /** {@code !include} or {@code !includedir}. */
    record Include(boolean directory, String path, Place place) implements OptionLine {}

    /** An option, its name with {@code _}; the value empty if it has none. */
    record Option(String name, String value, Place place) implements OptionLine {}

    static List<OptionLine> of(String file, String text) {
        List<OptionLine> lines = new ArrayList<>();
        int start = 0;
        int number = 1;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed + 1;
            add(lines, text, new Place(file, number++, start, end, start, start));
            start = end;
        }
        return lines;
    }

    private static void add(List<OptionLine> lines, String text, Place line) {
        String content = text.substring(line.start(), line.end());
        String stripped = content.strip();
        if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
            return;
        }
        if (stripped.startsWith("[")) {
            int close = stripped.indexOf(']');
            lines.add(new Group(
                    stripped.substring(1, close < 0 ? stripped.length() : close).strip(), line));
        } else if (stripped.startsWith("!")) {
            String[] words = stripped.split("\\s+", 2);
            String path = words.length > 1 ? words[1].strip() : "";
            lines.add(new Include(words[0].equals("!includedir"), path, line));
        } else {
            lines.add(option(content, line));
        }
    }

    private static Option option(String content, Place line) {
        int comment = commentStart(content);
        String said = content.substring(0, comment);
        int equals = said.indexOf('=');
        String name = (equals < 0 ? said : said.substring(0, equals)).strip().replace('-', '_');
        int from = equals < 0 ? said.stripTrailing().length() : equals + 1;
        while (from < said.length() && equals >= 0 && Character.isWhitespace(said.charAt(from))) {
            from++;
        }
        int to = Math.max(from, said.stripTrailing().length());
        return new Option(
                name.replaceFirst("^loose_", ""),
                unquoted(said.substring(from, to)),
                new Place(line.file(), line.line(), line.start(), line.end(), line.start() + from, line.start() + to));
    }

    /** A {@code #} outside of quotes begins a comment. */
    private static int commentStart(String line) {
        char quote = 0;
        boolean escaped = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c == '\'' || c == '"') && !escaped) {
                quote = quote == 0 ? c : quote == c ? 0 : quote;
            } else if (quote == 0 && c == '#') {
                return i;
            }
            escaped = quote != 0 && c == '\\' && !escaped;
        }
        return line.length();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
