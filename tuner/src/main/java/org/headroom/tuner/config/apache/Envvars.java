package org.headroom.tuner.config.apache;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell file that Debian's start-up reads variables from: plain assignments, no program is run. */
final class Envvars {
    private static final int LONGEST = 1_000;
    private static final Pattern ASSIGNMENT =
            Pattern.compile("^\\s*(?:export\\s+)?([A-Za-z_]\\w*)=(['\"]?)([^'\"`]*)\\2\\s*(?:#.*)?$");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{?(\\w+)}?");

    private Envvars() {}

    static void addTo(Conditions conditions, String text) {
        text.lines().filter(line -> line.length() < LONGEST).forEach(line -> {
            Matcher assignment = ASSIGNMENT.matcher(line);
            // The suffix is for further instances; the one that is tuned has none.
            if (assignment.matches() && !assignment.group(1).equals("SUFFIX")) {
                conditions.setEnvironment(assignment.group(1), value(conditions, assignment.group(3)));
            }
        });
    }

    private static String value(Conditions conditions, String text) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            String filled = conditions.filled("${" + match.group(1) + "}");
            return Matcher.quoteReplacement(filled.startsWith("${") ? "" : filled);
        });
    }
}
