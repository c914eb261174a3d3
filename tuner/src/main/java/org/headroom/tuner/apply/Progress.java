package org.headroom.tuner.apply;

/** What the installer says while it works. */
public record Progress(Kind kind, String text) {
    /** What sort of line it is. */
    public enum Kind {
        /** What it does, or has done. */
        STEP,
        /** What the administrator has to know. */
        NOTE,
        /** A line of what a daemon's check or diff said. */
        DETAIL
    }
}
