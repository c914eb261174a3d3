package org.headroom.scenarios.stack;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A host that runs Apache and PHP-FPM.
 *
 * @param name unique within its stack
 * @param address name or address to connect to
 * @param apacheStatusUrl mod_status in its machine-readable form, {@code …/server-status?auto}
 * @param fpm PHP-FPM's pools
 * @param memory what the tuner may give away
 */
public record Origin(String name, String address, Optional<URI> apacheStatusUrl, List<FpmPool> fpm, Memory memory) {
    public Origin {
        fpm = List.copyOf(fpm);
    }

    /**
     * Memory of an origin.
     *
     * @param budgetBytes what Apache, FPM and everything else may take together; empty: the host's or cgroup's limit
     * @param reservedBytes what others on the host need; empty: measured
     */
    public record Memory(OptionalLong budgetBytes, OptionalLong reservedBytes) {}
}
