package org.headroom.tuner.apply;

/**
 * How far it may go.
 *
 * @param restart stop and start daemons for what a reload does not take up
 * @param force replace files that were changed since
 */
public record Handling(boolean restart, boolean force) {
    /** Nothing that breaks a connection, and nobody's changes are lost. */
    public static final Handling CAREFUL = new Handling(false, false);
}
