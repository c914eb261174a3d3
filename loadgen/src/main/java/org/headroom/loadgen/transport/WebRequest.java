package org.headroom.loadgen.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * A GET to send.
 *
 * @param scheme http or https
 * @param host name for SNI, certificate check and Host/:authority
 * @param port port for Host/:authority when it is not the scheme's default
 * @param address where to connect; the name was resolved before
 * @param path with query, starting with {@code /}
 * @param headers further request headers in order, lower-case names
 * @param intendedNanos {@link System#nanoTime()} at which it should have been sent
 * @param timeoutNanos from now until the exchange must have ended
 */
public record WebRequest(
        String scheme,
        String host,
        int port,
        InetSocketAddress address,
        String path,
        List<Map.Entry<String, String>> headers,
        long intendedNanos,
        long timeoutNanos) {
    public WebRequest {
        headers = List.copyOf(headers);
    }

    /** Value of Host or :authority. */
    public String authority() {
        boolean standard = scheme.equals("https") ? port == 443 : port == 80;
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return standard ? name : name + ":" + port;
    }
}
