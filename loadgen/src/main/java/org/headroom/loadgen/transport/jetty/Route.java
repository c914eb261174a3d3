package org.headroom.loadgen.transport.jetty;

import java.net.InetSocketAddress;
import org.headroom.loadgen.transport.WebRequest;

/** What decides which connections a visitor's request may use. */
record Route(String scheme, String host, int port, InetSocketAddress address) {
    static Route of(WebRequest request) {
        return new Route(request.scheme(), request.host(), request.port(), request.address());
    }

    boolean secure() {
        return scheme.equals("https");
    }
}
