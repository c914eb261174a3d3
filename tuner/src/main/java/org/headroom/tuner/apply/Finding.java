package org.headroom.tuner.apply;

/**
 * Something that is not well.
 *
 * @param key names it for good, so that before and after can be compared
 * @param text for people, one line
 */
public record Finding(String key, Severity severity, String text) {
    /** How bad it is. */
    public enum Severity {
        /** Somebody should look at it: told, and no more. */
        DOUBTFUL,
        /** Visitors suffer: what caused it is taken back. */
        BROKEN
    }
}
