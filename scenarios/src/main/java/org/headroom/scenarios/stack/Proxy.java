package org.headroom.scenarios.stack;

import java.net.URI;
import java.util.Optional;

/**
 * An NGINX host in front of the origins.
 *
 * @param name unique within its stack
 * @param address name or address to connect to
 * @param httpsPort where it speaks TLS (TCP, and UDP for h3)
 * @param httpPort where it redirects to https
 * @param statusUrl its stub_status page
 */
public record Proxy(String name, String address, int httpsPort, int httpPort, Optional<URI> statusUrl) {}
