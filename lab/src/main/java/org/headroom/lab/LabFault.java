package org.headroom.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the lab can break. */
public enum LabFault {
    NGINX_KILL("nginx"),
    APACHE_KILL("apache"),
    FPM_KILL("fpm");

    private final String role;

    LabFault(String role) {
        this.role = role;
    }

    /** As written on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault of that name; an unknown one is an {@link IllegalArgumentException} that lists the known. */
    public static LabFault named(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault \"" + label + "\"; there are "
                        + Arrays.stream(values()).map(LabFault::label).collect(Collectors.joining(", "))));
    }

    String role() {
        return role;
    }
}
