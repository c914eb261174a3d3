package org.headroom.probes.hosts;

import java.util.List;

/**
 * One thing that the helper shall look at.
 *
 * @param section which part of the helper does it: {@code host}, {@code mount}, {@code gluster}, …
 * @param arguments what it takes
 */
public record Order(String section, List<String> arguments) {
    public Order {
        arguments = List.copyOf(arguments);
    }

    /** An order. */
    public static Order of(String section, String... arguments) {
        return new Order(section, List.of(arguments));
    }
}
