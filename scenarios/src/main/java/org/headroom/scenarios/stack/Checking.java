package org.headroom.scenarios.stack;

import java.util.List;

/**
 * How {@code check} and {@code watch} alarm.
 *
 * @param agreeing how many of the last {@code window} runs must agree before the state changes
 * @param window 1 to 99, at least {@code agreeing}
 * @param away hosts that are expected to be away
 * @param silences when nobody is to be called
 */
public record Checking(int agreeing, int window, List<String> away, List<Silence> silences) {
    /** Every run counts, everybody is expected, nothing is silent. */
    public static final Checking STANDARD = new Checking(1, 1, List.of(), List.of());

    public Checking {
        away = List.copyOf(away);
        silences = List.copyOf(silences);
    }
}
