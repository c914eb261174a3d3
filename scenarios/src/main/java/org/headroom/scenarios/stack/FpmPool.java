package org.headroom.scenarios.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A PHP-FPM pool and the ways to its status.
 *
 * @param pool its name
 * @param statusUrl the status page through a web server
 * @param listen where the pool itself takes FastCGI requests
 * @param statusPath {@code pm.status_path}
 * @param statusListen {@code pm.status_listen}, which answers even when every child is busy
 */
public record FpmPool(
        String pool,
        Optional<URI> statusUrl,
        Optional<Listen> listen,
        String statusPath,
        Optional<Listen> statusListen) {

    /** Where a FastCGI server listens. */
    public sealed interface Listen {
        /** A TCP port. */
        record Tcp(String host, int port) implements Listen {}

        /** A unix socket; the listen queue that FPM reports for one is always 0. */
        record UnixSocket(Path path) implements Listen {}
    }
}
