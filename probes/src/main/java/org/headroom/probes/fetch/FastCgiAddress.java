package org.headroom.probes.fetch;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a FastCGI server listens, as FPM's {@code listen} says it. */
public sealed interface FastCgiAddress {
    /** An address and port. */
    record Tcp(String host, int port) implements FastCgiAddress {}

    /** A socket file of this machine. */
    record Unix(Path socket) implements FastCgiAddress {}

    /**
     * Parses {@code /run/php/www.sock}, {@code unix:/run/php/www.sock}, {@code 127.0.0.1:9000}, {@code [::1]:9000} or
     * {@code 9000}. A port alone, or a wildcard address, is reached over loopback.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static FastCgiAddress parse(String listen) {
        String address = listen.startsWith("unix:") ? listen.substring(5) : listen;
        if (address.startsWith("/")) {
            return new Unix(Path.of(address));
        }
        Matcher parts =
                Pattern.compile("(?:(?:\\[([^]]+)]|([^:/]+)):)?(\\d{1,5})").matcher(address);
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
            throw new IllegalArgumentException(
                    "not an FPM listen address (host:port, port or socket path): '" + listen + "'");
        }
        String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        return new Tcp(
                switch (host) {
                    case null -> "127.0.0.1";
                    case "*", "0.0.0.0" -> "127.0.0.1";
                    case "::" -> "::1";
                    default -> host;
                },
                Integer.parseInt(parts.group(3)));
    }
}
