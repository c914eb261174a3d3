package org.headroom.loadgen.run;

import java.io.IOException;

/** Plays a plan: on this machine or on several. */
public interface LoadEngine {
    /**
     * Runs to the end, or until {@link #stop()} or a problem of our own; what was measured until then is kept.
     *
     * @throws IOException when the results cannot be written
     */
    LoadRun.Measured execute() throws IOException, InterruptedException;

    /** What there would be if the run ended now; for the listener's thread only. */
    LoadRun.Measured soFar();

    /** Ends the run early: no more arrivals, pages under way are cut off, results are kept. */
    void stop();

    /** The 99th percentile of the start delay so far, in seconds; 0 before there is one. */
    double startDelaySeconds();
}
