package org.headroom.lab.line;

/**
 * What one direction of a line has done since it began.
 *
 * @param frames carried to the other end
 * @param bytes in these, from the Ethernet header on
 * @param lost frames lost on purpose
 * @param queueFull frames that would have waited too long for their turn, or for which the line had no memory
 * @param stray frames for an address that the host has no more
 * @param refused frames that the kernel did not take at the other end
 * @param waiting frames on their way at the moment
 * @param waitingBytes in these
 */
public record DirectionStatistics(
        long frames,
        long bytes,
        long lost,
        long queueFull,
        long stray,
        long refused,
        long waiting,
        long waitingBytes) {}
