package org.headroom.tuner.config.apache;

import org.headroom.tuner.config.text.Place;

/**
 * PHP of a virtual host goes to this pool.
 *
 * @param host the virtual host's ServerName, or its address; empty for the server itself
 * @param target what FPM listens on: a socket's path, or {@code address:port}
 */
public record PhpHandler(String host, String target, Place place) {}
