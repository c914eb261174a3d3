package org.headroom.cli;

import java.util.List;
import org.headroom.scenarios.stack.Stack;

/** Tiers and hosts that were named; none of a kind: all of it. */
record Selection(List<String> tiers, List<String> hosts) {
    static final Selection ALL = new Selection(List.of(), List.of());

    Selection {
        tiers = List.copyOf(tiers);
        hosts = List.copyOf(hosts);
    }

    boolean hasTier(String tier) {
        return tiers.isEmpty() || tiers.contains(tier);
    }

    /** Whether a probe of that host is asked; one of no single host always is. */
    boolean hasHost(String probeHost, Stack stack) {
        String machine = probeHost.split("[/:]", 2)[0];
        return hosts.isEmpty()
                || hosts.contains(machine)
                || stack.machine(machine).isEmpty();
    }
}
