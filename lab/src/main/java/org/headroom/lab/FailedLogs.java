package org.headroom.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.process.LabException;
import org.headroom.lab.site.Trees;
import org.headroom.lab.up.Hosts;

/** Keeps what the daemons of a stack have logged before the stack goes. */
record FailedLogs(Path directory) {
    void keep(Hosts hosts, StackPlan plan) {
        Trees.remove(directory);
        for (HostPlan planned : plan.hosts()) {
            LabHost host = hosts.of(planned);
            try {
                if (host.isUp()) {
                    Files.createDirectories(directory);
                    Trees.copy(host.path("/var/log"), directory.resolve(planned.name()));
                }
            } catch (IOException | LabException _) {
                // What went wrong before is what is told; a log that cannot be kept does not hide it.
            }
        }
    }
}
