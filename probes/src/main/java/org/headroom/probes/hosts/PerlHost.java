package org.headroom.probes.hosts;

import java.io.IOException;
import java.util.Optional;
import org.headroom.probes.hosts.HostAnswer.Unreachable;

/** A host on which a Perl program of somebody else's can run, by the same way as the helper that looks at it. */
public interface PerlHost {
    /** The host's name in the stack file. */
    String name();

    /**
     * Starts {@code perl -} there: the program is what is written to it. It has a session of its own, so that a Ctrl-C
     * for us is none for the way to it.
     */
    Process start() throws IOException;

    /**
     * Says why it ended before its work was done.
     *
     * @param exit status; empty: still running
     * @param said on standard error
     */
    Unreachable ended(Optional<Integer> exit, String said);
}
