package org.headroom.scenarios.capture;

/** Hears how a capture gets on; may be called by several threads at once. */
@FunctionalInterface
public interface CaptureProgress {
    /** A request has ended: {@code done} of the {@code known} ones so far. */
    void fetched(String url, int done, int known);

    /** Hears nothing. */
    static CaptureProgress silent() {
        return (_, _, _) -> {};
    }
}
