package org.headroom.probes.galera;

import java.time.Duration;
import java.util.Map;

/** Where a node's status comes from. */
interface StatusSource extends AutoCloseable {
    /**
     * Status and variables by their names in lower case.
     *
     * @param patience for each step on the way
     */
    Map<String, String> read(Duration patience) throws TroubleException;

    @Override
    void close();
}
