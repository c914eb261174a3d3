package org.headroom.probes.galera;

import java.time.Duration;
import java.util.Map;

/** Writes a row on one node and watches it arrive on the others. */
interface Canary {
    /**
     * What came of it.
     *
     * @param writer the node that was written to
     * @param seconds by node, from before the write until it was visible there
     * @param blind nodes where it was not visible in the end
     */
    record Flight(String writer, Map<String, Double> seconds, java.util.List<String> blind, double waited) {
        public Flight {
            seconds = Map.copyOf(seconds);
            blind = java.util.List.copyOf(blind);
        }
    }

    /** Lets it fly once. Nothing stays in the table. */
    Flight fly(Duration patience) throws TroubleException;
}
