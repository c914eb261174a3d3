package org.headroom.cli;

import java.time.Clock;
import java.util.List;
import org.headroom.probes.hosts.Hosts;
import org.headroom.probes.hosts.SystemHosts;
import org.headroom.probes.site.SiteFetcher;
import org.headroom.probes.site.netty.NettySiteFetcher;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.stack.Certificates;
import org.headroom.scenarios.stack.Stack;

/** The ways to a stack's hosts and sites. */
final class StackAccess {
    private StackAccess() {}

    static Hosts hosts(Stack stack, Clock clock) {
        return SystemHosts.of(stack, clock);
    }

    static SiteFetcher sites(Stack stack) {
        return new NettySiteFetcher(stack.certificates()
                .flatMap(Certificates::caFile)
                .map(file -> (TrustPolicy) new TrustPolicy.CaFile(file))
                .orElse(new TrustPolicy.SystemTrust()));
    }

    static List<String> notes(Stack stack, Hosts hosts) {
        List<String> unseen =
                hosts.names().stream().filter(name -> hosts.of(name).isEmpty()).toList();
        return unseen.isEmpty()
                ? List.of()
                : List.of("not looked at from within (memory, disks, mounts, links, Gluster): "
                        + String.join(", ", unseen) + ": the stack file has no section ssh");
    }
}
