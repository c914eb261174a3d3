package org.headroom.loadgen.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an injector listens.
 *
 * @param host name or address, IPv6 without brackets
 */
public record InjectorAddress(String host, int port) {
    /** The port when none is given. */
    public static final int DEFAULT_PORT = 5701;

    private static final Pattern SHAPE =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?");

    /**
     * Reads {@code HOST[:PORT]}, an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static InjectorAddress parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        int port = matcher.matches() && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : DEFAULT_PORT;
        if (!matcher.matches() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no HOST[:PORT], e.g. load1.example.org, 192.0.2.7:5701 or [2001:db8::7]:5701");
        }
        return new InjectorAddress(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), port);
    }

    /**
     * Reads several, joined by commas.
     *
     * @throws IllegalArgumentException with a message for the user; also when one is there twice
     */
    public static List<InjectorAddress> parseAll(String text) {
        List<InjectorAddress> all = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            InjectorAddress address = parse(one);
            if (all.contains(address)) {
                throw new IllegalArgumentException("'" + address + "' is there twice");
            }
            all.add(address);
        }
        return List.copyOf(all);
    }

    /** As Hazelcast and users write it. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
