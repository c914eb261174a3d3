package org.headroom.loadgen.transport;

import java.util.Locale;

/** The HTTP version that a visitor speaks. */
public enum Protocol {
    H1,
    H2,
    H3;

    /** As written on command lines and in results: h1, h2, h3. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
