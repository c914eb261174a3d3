package org.headroom.probes.hosts;

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
        List<String> fields = PerlLine.fields(line);
        if (fields.size() != 4) {
            return false;
        }
        String second = fields.get(1);
        String third = fields.get(2);
        String fourth = fields.get(3);
        if (fields.getFirst().equals("!")) {
            problems.putIfAbsent(second + " " + third, fourth);
        } else {
            add(fields.getFirst(), second, third, fourth);
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
}
