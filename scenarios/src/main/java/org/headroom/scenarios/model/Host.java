package org.headroom.scenarios.model;

/**
 * A host that the pages load from.
 *
 * @param alias the name that pages use; {@code site} is the one that {@code --target} stands for
 * @param name DNS name
 */
public record Host(String alias, String name) {
    /** Alias of the host that {@code --target} replaces. */
    public static final String SITE = "site";
}
