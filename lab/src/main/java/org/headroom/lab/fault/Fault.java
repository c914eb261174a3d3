package org.headroom.lab.fault;

import java.io.IOException;
import java.util.List;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;

/** One thing that can be broken. */
interface Fault {
    /** The hosts that can have it, the most sensible first; empty when the topology has nothing of the kind. */
    List<HostPlan> where(StackPlan plan);

    /**
     * Breaks it, and returns when it is broken.
     *
     * @return what the daemon's own tool says of it now, for people: one or a few lines
     */
    String inject(Scene scene, HostPlan host) throws IOException;

    /**
     * Mends it, and returns when all is as before. Harmless when it is not broken.
     *
     * @return what the daemon's own tool says of it now, for people
     */
    String clear(Scene scene, HostPlan host) throws IOException;
}
