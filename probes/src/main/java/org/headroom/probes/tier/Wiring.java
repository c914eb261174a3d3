package org.headroom.probes.tier;

import java.time.Clock;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.hosts.Hosts;
import org.headroom.probes.site.SiteFetcher;
import org.headroom.scenarios.stack.Stack;

/**
 * What tiers make their probes of.
 *
 * @param purpose what they are for: what is too heavy for that is left out
 * @param client for status pages
 * @param hosts for what only a host itself can see
 * @param sites for pages as visitors get them
 */
public record Wiring(Stack stack, Purpose purpose, StatusClient client, Hosts hosts, SiteFetcher sites, Clock clock) {
    /** What the probes are for. */
    public enum Purpose {
        /** Once, all there is to know. */
        CHECK,
        /** Every few seconds, for ever. */
        WATCH,
        /** Every second beside a load that must not be disturbed. */
        LOAD
    }
}
