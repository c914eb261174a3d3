package org.headroom.probes.apache;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Apache's scoreboard: one letter for each worker slot.
 *
 * <p>Its length is MaxRequestWorkers where Apache leaves out the slots it may not use (2.4.71 does). Older versions
 * print ServerLimit × ThreadLimit slots, which may be more.
 */
record Scoreboard(String letters) {
    /** Reading names by letter, in the order of mod_status's legend. */
    static final Map<Character, String> STATES = states();

    int slots() {
        return letters.length();
    }

    /** Slots in the state of {@code letter}. */
    int count(char letter) {
        return (int) letters.chars().filter(c -> c == letter).count();
    }

    /** Workers at a request: all but waiting ('_'), open ('.') and idle-cleanup ('I') slots. */
    int busy() {
        return slots() - count('_') - count('.') - count('I') - count(' ');
    }

    private static Map<Character, String> states() {
        Map<Character, String> states = new LinkedHashMap<>();
        states.put('_', "waiting");
        states.put('S', "starting");
        states.put('R', "reading");
        states.put('W', "writing");
        states.put('K', "keepalive");
        states.put('D', "dns");
        states.put('C', "closing");
        states.put('L', "logging");
        states.put('G', "graceful");
        states.put('I', "cleanup");
        states.put('.', "open");
        return states;
    }
}
