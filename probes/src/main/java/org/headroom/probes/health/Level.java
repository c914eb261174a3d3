package org.headroom.probes.health;

/** How well something is, from best to worst as far as people are called for it. */
public enum Level {
    /** As it should be. */
    OK(0),
    /** Nobody knows: it could not be asked, and that alone is no outage. */
    UNKNOWN(3),
    /** Look at it soon. */
    WARNING(1),
    /** Broken, or about to be. */
    CRITICAL(2);

    private final int exitCode;

    Level(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of the monitoring plugins' guidelines. */
    public int exitCode() {
        return exitCode;
    }

    /** The worse of the two. */
    public Level worse(Level other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
