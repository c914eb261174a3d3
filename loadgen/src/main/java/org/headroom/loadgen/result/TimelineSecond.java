package org.headroom.loadgen.result;

import java.time.Instant;

/**
 * One line of timeline.csv: one second of one protocol.
 *
 * @param offered pages due in this second
 * @param started pages whose document request was handed to the transport in this second
 * @param generatorCpu CPU of the generator's JVM as a share of all cores, 0 to 1
 */
public record TimelineSecond(
        Instant time,
        String protocol,
        long offered,
        long started,
        long done,
        long failed,
        long requests,
        long bytes,
        long openConnections,
        double generatorCpu) {}
