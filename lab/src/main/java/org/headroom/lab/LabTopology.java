package org.headroom.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the stack is made of. */
public enum LabTopology {
    /** One proxy that passes everything on to one origin with a local database. */
    SPLIT("locations-split.conf"),
    /** As split, but the proxy serves static files from a shadow copy of the docroot. */
    SHADOW("locations-shadow.conf");

    private final String locations;

    LabTopology(String locations) {
        this.locations = locations;
    }

    /** As written on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The topology of that name; an unknown one is an {@link IllegalArgumentException} that lists the known. */
    public static LabTopology named(String label) {
        return Arrays.stream(values())
                .filter(topology -> topology.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topology \"" + label + "\"; there are "
                        + Arrays.stream(values()).map(LabTopology::label).collect(Collectors.joining(", "))));
    }

    String locations() {
        return locations;
    }

    boolean hasShadow() {
        return this == SHADOW;
    }
}
