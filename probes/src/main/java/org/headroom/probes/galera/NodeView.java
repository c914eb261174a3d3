package org.headroom.probes.galera;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.scenarios.stack.Galera;
import org.headroom.scenarios.stack.Machine;

/** A node as rules see it. */
record NodeView(Health health, Galera.Node node) {
    static final int JOINER = 1;
    static final int DONOR = 2;
    static final int JOINED = 3;
    static final int SYNCED = 4;

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    String name() {
        return node.name();
    }

    boolean asked() {
        return health.now().hosts(GaleraNodeProbe.NAME).contains(name());
    }

    boolean answered() {
        return asked() && failure().isEmpty();
    }

    Optional<ProbeFailure> failure() {
        return health.now().failure(GaleraNodeProbe.NAME, name());
    }

    OptionalDouble value(String name) {
        return health.now().value(GaleraNodeProbe.NAME, name(), name);
    }

    String fact(String name) {
        return health.now().fact(GaleraNodeProbe.NAME, name(), name).orElse("");
    }

    OptionalDouble rate(String counter) {
        return health.rate(GaleraNodeProbe.NAME, name(), counter);
    }

    boolean primary() {
        return answered() && value("primary").orElse(0) == 1;
    }

    boolean replicates() {
        return !fact("wsrep_on").equalsIgnoreCase("OFF");
    }

    int state() {
        return (int) value("local_state").orElse(-1);
    }

    /** As the node calls it. */
    String stateName() {
        String text = fact("local_state");
        return text.isEmpty() ? "unknown" : text;
    }

    /** Takes part in everything: its figures can be set against those of others. */
    boolean synced() {
        return primary() && state() == SYNCED;
    }

    /** On its way to that: state transfers, and what follows. */
    boolean changing() {
        return answered() && (state() == JOINER || state() == DONOR || state() == JOINED);
    }

    /** The state's identity; empty when the node has none yet. */
    String stateUuid() {
        String uuid = fact("state_uuid");
        return uuid.equals(NOBODY) ? "" : uuid;
    }

    String shortUuid() {
        return stateUuid().replaceFirst("-.*", "");
    }

    long size() {
        return (long) value("size").orElse(0);
    }

    /** Nobody is called when it is away. */
    boolean away() {
        Optional<String> machine = health.stack().machine(node.address()).map(Machine::name);
        return health.stack().checking().away().stream()
                .anyMatch(one -> one.equals(name())
                        || one.equals(node.address())
                        || machine.filter(one::equals).isPresent());
    }

    /** Seconds since the node was last seen Synced; empty when it never was. */
    OptionalDouble sinceSynced() {
        return health.past()
                .time(GaleraNodeProbe.NAME, name() + GaleraNodeProbe.SYNCED)
                .map(time -> OptionalDouble.of(
                        Duration.between(time, health.now().time()).toMillis() / 1e3))
                .orElse(OptionalDouble.empty());
    }
}
