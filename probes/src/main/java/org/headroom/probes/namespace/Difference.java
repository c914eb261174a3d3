package org.headroom.probes.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the master that its copy is not like.
 *
 * @param seconds since it changed on the master, by its modification time
 * @param arrived seconds since it came there: files that are unpacked or copied may bear older times
 * @param why missing, size, content, …
 * @param path below the document root, with a slash in front
 */
record Difference(double seconds, double arrived, String why, String path) {
    private static final Pattern LINE =
            Pattern.compile("(-?[0-9]{1,15}):(-?[0-9]{1,15}):([^:]{1,200}):(/.*)", Pattern.DOTALL);

    /** The oldest first, as the helper sorts them; lines that are none are passed over. */
    static List<Difference> parse(String text) {
        List<Difference> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                all.add(new Difference(
                        Math.max(0, Double.parseDouble(parts.group(1))),
                        Math.max(0, Double.parseDouble(parts.group(2))),
                        parts.group(3),
                        parts.group(4)));
            }
        }
        return all;
    }

    String words() {
        return switch (why) {
            case "missing" -> "missing";
            case "size", "content" -> "another content";
            default -> why;
        };
    }
}
