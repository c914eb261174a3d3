package org.headroom.scenarios.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The way to look at hosts from within.
 *
 * @param identityFile private key; empty: as ssh is configured
 * @param knownHostsFile the hosts' keys; empty: as ssh is configured
 * @param sudo whether the helper is run by {@code sudo -n}
 */
public record Ssh(String user, int port, Optional<Path> identityFile, Optional<Path> knownHostsFile, boolean sudo) {}
