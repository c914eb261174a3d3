package org.headroom.lab.plan;

import java.util.EnumSet;
import java.util.Set;

/**
 * One host.
 *
 * @param last the last number of its address
 */
public record HostPlan(String name, int last, Set<Part> parts) {
    public HostPlan {
        parts = Set.copyOf(parts);
    }

    static HostPlan of(String name, int last, Part first, Part... more) {
        return new HostPlan(name, last, EnumSet.of(first, more));
    }

    public boolean has(Part part) {
        return parts.contains(part);
    }
}
