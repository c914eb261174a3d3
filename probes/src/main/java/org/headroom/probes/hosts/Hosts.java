package org.headroom.probes.hosts;

import java.util.List;
import java.util.Optional;

/** The hosts of a stack that can be looked at from within. */
public interface Hosts extends AutoCloseable {
    /** Every host's name, in the order of the stack file. */
    List<String> names();

    /** The way to a host of that name or address; empty when it is not this machine and no SSH is set up. */
    Optional<HostSource> of(String nameOrAddress);

    @Override
    void close();
}
