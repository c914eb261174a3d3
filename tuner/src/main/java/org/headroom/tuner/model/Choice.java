package org.headroom.tuner.model;

/**
 * A setting that a rule chose.
 *
 * @param formula how the value came about, with the figures in it
 * @param reason why, for an administrator
 */
record Choice(String name, String value, String formula, String reason) {
    Choice(String name, long value, String formula, String reason) {
        this(name, Long.toString(value), formula, reason);
    }
}
