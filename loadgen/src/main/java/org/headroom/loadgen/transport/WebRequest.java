package org.headroom.loadgen.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to send.
 *
 * @param method GET, HEAD or POST
 * @param scheme http or https
 * @param host name for SNI, certificate check and Host/:authority
 * @param port port for Host/:authority when it is not the scheme's default
 * @param address where to connect; the name was resolved before
 * @param path with query, starting with {@code /}
 * @param headers further request headers in order, lower-case names; those of a body (content-type) too, but not
 *     content-length
 * @param body of a POST, sent as UTF-8 with its content-length
 * @param keepText whether the answer's decoded body is wanted, see {@link Exchange#text()}
 * @param intendedNanos {@link System#nanoTime()} at which it should have been sent
 * @param timeoutNanos from now until the exchange must have ended
 */
public record WebRequest(
        String method,
        String scheme,
        String host,
        int port,
        InetSocketAddress address,
        String path,
        List<Map.Entry<String, String>> headers,
        Optional<String> body,
        boolean keepText,
        long intendedNanos,
        long timeoutNanos) {
    public WebRequest {
        headers = List.copyOf(headers);
    }

    /** A GET whose answer is only counted. */
    public static WebRequest get(
            String scheme,
            String host,
            int port,
            InetSocketAddress address,
            String path,
            List<Map.Entry<String, String>> headers,
            long intendedNanos,
            long timeoutNanos) {
        return new WebRequest(
                "GET",
                scheme,
                host,
                port,
                address,
                path,
                headers,
                Optional.empty(),
                false,
                intendedNanos,
                timeoutNanos);
    }

    /** Value of Host or :authority. */
    public String authority() {
        boolean standard = scheme.equals("https") ? port == 443 : port == 80;
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return standard ? name : name + ":" + port;
    }

    /** The same with another timeout. */
    public WebRequest within(long nanos) {
        return new WebRequest(method, scheme, host, port, address, path, headers, body, keepText, intendedNanos, nanos);
    }

    /** The same request to the same authority, at another port of its address. */
    public WebRequest toPort(int connectPort) {
        if (address.getPort() == connectPort || address.isUnresolved()) {
            return this;
        }
        InetSocketAddress there = new InetSocketAddress(address.getAddress(), connectPort);
        return new WebRequest(
                method, scheme, host, port, there, path, headers, body, keepText, intendedNanos, timeoutNanos);
    }

    /** Whether it may be sent a second time when its connection died under it: a POST may have been carried out. */
    public boolean repeatable() {
        return !method.equals("POST");
    }
}
