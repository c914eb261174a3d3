package org.headroom.scenarios.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Certificates.
 *
 * @param caFile PEM file of a CA to trust besides the system's, on the machine that runs Headroom
 * @param tree the letsencrypt tree that all hosts share
 */
public record Certificates(Optional<Path> caFile, Optional<Path> tree) {}
