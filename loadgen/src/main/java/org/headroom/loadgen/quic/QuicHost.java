package org.headroom.loadgen.quic;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.headroom.loadgen.transport.WebRequest;
import org.headroom.loadgen.transport.kwik.KwikProbe;

/**
 * A name at an address, which is examined.
 *
 * @param host name for SNI and {@code :authority}
 * @param path of what is requested, begins with {@code /}
 * @param timeout of each step
 */
record QuicHost(String host, InetSocketAddress address, String path, Duration timeout) {
    WebRequest get() {
        return new WebRequest(
                "GET",
                "https",
                host,
                address.getPort(),
                address,
                path,
                List.of(java.util.Map.entry("user-agent", "headroom-quic"), java.util.Map.entry("accept", "*/*")),
                java.util.Optional.empty(),
                true,
                System.nanoTime(),
                timeout.toNanos());
    }

    KwikProbe connect() {
        return KwikProbe.open(host, address, timeout);
    }

    int port() {
        return address.getPort();
    }
}
