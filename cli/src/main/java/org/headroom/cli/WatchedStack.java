package org.headroom.cli;

import java.util.List;
import org.headroom.probes.watched.ApacheTarget;
import org.headroom.probes.watched.FpmTarget;

/** What the probes of a run watch. */
record WatchedStack(List<ApacheTarget> apaches, List<FpmTarget> pools) {
    static final WatchedStack NOTHING = new WatchedStack(List.of(), List.of());

    WatchedStack {
        apaches = List.copyOf(apaches);
        pools = List.copyOf(pools);
    }

    boolean watched() {
        return !apaches.isEmpty() || !pools.isEmpty();
    }
}
