package org.headroom.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What one machine of a distributed run did. Durations in milliseconds.
 *
 * @param name as {@code --injectors} gave it
 * @param share its part of the arrivals, 0 to 1
 * @param state {@code done}, {@code stopped} (with the whole run), or {@code lost}
 * @param offered pages that were due on it, as far as it could tell
 * @param done pages that ended on it, failed ones included
 * @param clockOffset its wall clock minus the coordinator's
 * @param clockError how far its start may be off the agreed instant: half of the fastest round trip
 * @param startDelay 99th percentile of its pages' intended to actual start
 * @param lost what is missing; absent when nothing is
 */
public record InjectorResult(
        String name,
        double share,
        String state,
        long offered,
        long done,
        double clockOffset,
        double clockError,
        double startDelay,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Lost lost) {

    /**
     * What a lost machine did not deliver.
     *
     * @param protocol during which it was lost
     * @param from second of that protocol's run from which on nothing of it is known
     * @param arrivals visitors of its share from then on, also of later protocols: never sent, or sent unseen
     * @param shareOfRun these as a share of all arrivals of the run, 0 to 1
     * @param reason one sentence
     */
    public record Lost(String protocol, double from, long arrivals, double shareOfRun, String reason) {}
}
