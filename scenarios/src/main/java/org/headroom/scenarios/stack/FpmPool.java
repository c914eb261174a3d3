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
 * @param pingUrl {@code ping.path} through a web server, served by the pool's own children
 * @param opcacheUrl a page of this pool that tells its opcache's state as JSON
 */
public record FpmPool(
        String pool,
        Optional<URI> statusUrl,
        Optional<Listen> listen,
        String statusPath,
        Optional<Listen> statusListen,
        Optional<URI> pingUrl,
        Optional<URI> opcacheUrl) {
    /** One whose status is all there is to ask. */
    public FpmPool(
            String pool,
            Optional<URI> statusUrl,
            Optional<Listen> listen,
            String statusPath,
            Optional<Listen> statusListen) {
        this(pool, statusUrl, listen, statusPath, statusListen, Optional.empty(), Optional.empty());
    }

    /** Where a FastCGI server listens. */
    public sealed interface Listen {
        /** A TCP port. */
        record Tcp(String host, int port) implements Listen {}

        /** A unix socket; the listen queue that FPM reports for one is always 0. */
        record UnixSocket(Path path) implements Listen {}
    }
}
