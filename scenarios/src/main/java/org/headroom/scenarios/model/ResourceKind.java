package org.headroom.scenarios.model;

/** What a resource is, as a browser's fetch destination tells it. */
public enum ResourceKind {
    DOCUMENT,
    CSS,
    JS,
    IMAGE,
    FONT,
    FETCH,
    OTHER;

    /** The name used in scenario files, histogram tags and reports. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
