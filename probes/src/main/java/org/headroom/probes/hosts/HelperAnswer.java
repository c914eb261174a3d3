package org.headroom.probes.hosts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the helper says. What is no line of its (a greeting of the host's shell, say) is passed over. */
final class HelperAnswer {
    /** The last line of a look. */
    static final String END = "end";

    private final Map<String, Map<String, Map<String, String>>> sections = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    /** Takes a line; false: it is none of the helper's. */
    boolean line(String line) {
        List<String> fields = List.of(line.split("\t", -1));
        if (fields.size() != 4) {
            return false;
        }
        String second = decoded(fields.get(1));
        String third = decoded(fields.get(2));
        String fourth = decoded(fields.get(3));
        if (fields.getFirst().equals("!")) {
            problems.putIfAbsent(second + " " + third, fourth);
        } else {
            add(decoded(fields.getFirst()), second, third, fourth);
        }
        return true;
    }

    /** Takes something of our own. */
    void add(String section, String subject, String key, String value) {
        sections.computeIfAbsent(section, _ -> new LinkedHashMap<>())
                .computeIfAbsent(subject, _ -> new LinkedHashMap<>())
                .put(key, value);
    }

    /** All of it. */
    HostFacts facts() {
        return new HostFacts(sections, problems);
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            int high = at + 2 < bytes.length && bytes[at] == '%' ? Character.digit(bytes[at + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[at + 2], 16);
            if (low < 0) {
                plain.write(bytes[at]);
            } else {
                plain.write(high * 16 + low);
                at += 2;
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }
}
