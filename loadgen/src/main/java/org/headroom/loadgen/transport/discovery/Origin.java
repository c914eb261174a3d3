package org.headroom.loadgen.transport.discovery;

import org.headroom.loadgen.transport.WebRequest;

/** What an Alt-Svc holds for. */
record Origin(String host, int port) {
    static Origin of(WebRequest request) {
        return new Origin(request.host(), request.port());
    }
}
