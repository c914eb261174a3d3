package org.headroom.probes.watched;

import java.net.URI;
import java.util.Optional;

/**
 * A PHP-FPM pool to watch.
 *
 * @param host as the stack file names it
 * @param pool as in its section header
 * @param statusUrl its status page over HTTP, with or without {@code ?json}
 * @param listen its {@code listen}: socket path, host:port or port
 * @param statusPath its {@code pm.status_path}; {@code /fpm-status} if not given
 * @param statusListen its {@code pm.status_listen}
 */
public record FpmTarget(
        String host,
        String pool,
        Optional<URI> statusUrl,
        Optional<String> listen,
        Optional<String> statusPath,
        Optional<String> statusListen) {}
