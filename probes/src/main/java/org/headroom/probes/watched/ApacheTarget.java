package org.headroom.probes.watched;

import java.net.URI;

/**
 * An Apache to watch.
 *
 * @param host as the stack file names it
 * @param statusUrl of mod_status, with {@code ?auto}
 */
public record ApacheTarget(String host, URI statusUrl) {}
