package org.headroom.probes.tier;

import java.util.List;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.sampling.Probe;

/** One tier of a stack: how it is read and how that is judged. */
public interface Tier {
    /** As {@code --only} names it: galera, gluster, apache, fpm, nginx, namespace, host. */
    String name();

    /** Its probes for the stack; none when the stack has nothing of the kind. Orders what it needs of hosts here. */
    List<Probe> probes(Wiring wiring);

    /** How its readings are judged. */
    List<HealthRule> rules();
}
