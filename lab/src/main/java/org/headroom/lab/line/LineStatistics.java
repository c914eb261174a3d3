package org.headroom.lab.line;

import java.util.Optional;

/**
 * A line at one moment.
 *
 * @param roaming the addresses while its host is in another network
 * @param outward what the host sends
 * @param inward what is sent to the host
 */
public record LineStatistics(
        LineSettings settings, Optional<Roaming> roaming, DirectionStatistics outward, DirectionStatistics inward) {}
