package org.headroom.loadgen.transport;

import java.net.InetSocketAddress;

/** What decides which connections a visitor's request may use: requests of one route share them, others do not. */
public record Route(String scheme, String host, int port, InetSocketAddress address) {
    public static Route of(WebRequest request) {
        return new Route(request.scheme(), request.host(), request.port(), request.address());
    }
}
