package org.headroom.scenarios.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --resolve HOST:PORT:ADDR} says: connections to that host and port go to that address.
 *
 * @param host as {@link HostName#normal} writes it
 */
public record Resolution(String host, int port, InetAddress address) {
    private static final Pattern SHAPE = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):([0-9]{1,5}):(\\[[0-9A-Fa-f:.]+]|[0-9.]+|[0-9A-Fa-f:.]+)");
    private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    public Resolution {
        host = HostName.normal(host);
    }

    /**
     * Reads {@code HOST:PORT:ADDR}; IPv6 addresses stand in brackets, as an address they may stand without.
     *
     * @throws IllegalArgumentException when the text is none, with a message for the user
     */
    public static Resolution parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(text, "write HOST:PORT:ADDRESS, e.g. www.example.org:443:192.0.2.7 or …:443:[2001:db8::7]");
        }
        int port = Integer.parseInt(matcher.group(2));
        if (port < 1 || port > 65_535) {
            throw wrong(text, "a port is from 1 to 65535");
        }
        String address = HostName.normal(matcher.group(3));
        if (!DOTTED.matcher(address).matches() && address.indexOf(':') < 0) {
            throw wrong(text, "'" + address + "' is no IP address");
        }
        try {
            return new Resolution(matcher.group(1), port, InetAddress.getByName(address));
        } catch (UnknownHostException _) {
            throw wrong(text, "'" + address + "' is no IP address");
        }
    }

    private static IllegalArgumentException wrong(String text, String reason) {
        return new IllegalArgumentException("'" + text + "' does not resolve anything: " + reason);
    }
}
