package org.headroom.lab.fault;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.up.Hosts;

/**
 * The running stack that a fault works on.
 *
 * @param run the stack's directory on this machine; faults may keep what they need to be mended under {@code run/faults}
 */
public record Scene(StackPlan plan, Hosts hosts, Path run, Consumer<String> progress) {
    LabHost host(HostPlan host) {
        return hosts.of(host);
    }

    /** A directory for what a fault must remember, on this machine. It goes away with the stack. */
    Path memory() {
        return run.resolve("faults");
    }
}
