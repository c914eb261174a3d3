package org.headroom.scenarios.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The shadow sync.
 *
 * @param master name of the origin whose files count
 * @param shadow where the shared copies are; empty: each site says where its own is
 * @param subservers names of the origins that take the copy
 * @param period from one pass to the next
 * @param excludes patterns of what is not copied
 */
public record Sync(
        String master, Optional<Path> shadow, List<String> subservers, Duration period, List<String> excludes) {
    public Sync {
        subservers = List.copyOf(subservers);
        excludes = List.copyOf(excludes);
    }
}
