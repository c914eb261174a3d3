package org.headroom.scenarios.endpoint;

import java.util.Locale;

/** One way to write a host, so that two spellings of the same name compare equal. */
public final class HostName {
    private HostName() {}

    /** Lower case, without the brackets of an IPv6 address and without the final dot of a full name. */
    public static String normal(String host) {
        String plain = host.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("[") && plain.endsWith("]")) {
            plain = plain.substring(1, plain.length() - 1);
        }
        return plain.length() > 1 && plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** Whether it is an address, which nobody looks up. */
    public static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    /** As it stands in a URL: IPv6 addresses in brackets. */
    public static String inUrl(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
