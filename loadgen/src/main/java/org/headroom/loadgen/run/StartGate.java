package org.headroom.loadgen.run;

import org.headroom.loadgen.schedule.Entry;
import org.headroom.loadgen.schedule.Share;
import org.headroom.loadgen.transport.Protocol;

/** Where a machine that is one of several waits for the others. */
public interface StartGate {
    /** For a machine that is alone. */
    StartGate OPEN = new StartGate() {
        @Override
        public Share share() {
            return Share.WHOLE;
        }

        @Override
        public Entry pass(Protocol protocol) {
            return Entry.ALONE;
        }
    };

    /** Which arrivals are this machine's, the warm-up's included. */
    Share share();

    /** Says that this machine is ready for the measured part and waits until all begin, or the run is stopped. */
    Entry pass(Protocol protocol) throws InterruptedException;
}
