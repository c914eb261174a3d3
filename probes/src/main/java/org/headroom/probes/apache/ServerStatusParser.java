package org.headroom.probes.apache;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parses {@code server-status?auto} of any Apache 2.4: {@code Name: value} lines, unknown and missing ones allowed.
 *
 * <p>A last line without its end is left out: it was cut off, and a number without its last digits is a wrong number.
 */
final class ServerStatusParser {
    private static final String SCOREBOARD = "Scoreboard";
    private static final Set<String> TEXTS = Set.of("ServerMPM", "ServerVersion");
    private static final int LONGEST_TEXT = 200;
    private static final int WORDS = 60;

    private ServerStatusParser() {}

    /** What was parsed. */
    sealed interface Result {}

    /** A status page. */
    record Parsed(ServerStatus status) implements Result {}

    /** Something else, in words. */
    record Unreadable(String why) implements Result {}

    static Result parse(String page) {
        Map<String, Double> fields = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        String letters = "";
        int end = page.lastIndexOf('\n');
        for (String line : page.substring(0, Math.max(end, 0)).split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                continue;
            }
            String name = line.substring(0, colon);
            String value = line.substring(colon + 2).strip();
            if (name.equals(SCOREBOARD)) {
                letters = value;
            } else if (TEXTS.contains(name) && value.length() <= LONGEST_TEXT) {
                texts.put(name, value);
            } else {
                number(value).ifPresent(number -> fields.put(name, number));
            }
        }
        Optional<Scoreboard> scoreboard =
                isScoreboard(letters) ? Optional.of(new Scoreboard(letters)) : Optional.empty();
        if (scoreboard.isEmpty() && !fields.containsKey("BusyWorkers")) {
            return new Unreadable("no BusyWorkers and no Scoreboard in " + page.length()
                    + " characters that start with '" + start(page) + "'");
        }
        return new Parsed(new ServerStatus(fields, texts, scoreboard));
    }

    private static Optional<Double> number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) && value >= 0 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException _) {
            // Dates, versions and names are no readings.
            return Optional.empty();
        }
    }

    private static boolean isScoreboard(String letters) {
        return !letters.isEmpty() && letters.chars().allMatch(c -> c == ' ' || Scoreboard.STATES.containsKey((char) c));
    }

    private static String start(String page) {
        String start = page.length() <= WORDS ? page : page.substring(0, WORDS) + "…";
        return start.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
