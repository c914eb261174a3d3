package org.headroom.probes.hosts;

import java.time.Duration;

/**
 * One host, and the helper on it. All orders go in one run of the helper, and askers who come at the same time share its
 * answer.
 */
public interface HostSource {
    /** The host's name in the stack file. */
    String host();

    /** Adds to what the helper looks at; the same order again is one order. Before the first {@link #ask}. */
    void order(Order order);

    /** Runs the helper, or joins a run that began a moment ago; there is an answer when {@code deadline} has passed. */
    HostAnswer ask(Duration deadline);
}
