package org.headroom.loadgen.record;

/** What is timed, each under labels of its own. */
enum Timed {
    /** Intended start to the end of the last awaited resource, by page. */
    PAGE(""),
    /** Intended start to the last byte, by resource kind. */
    REQUEST(""),
    /** Intended start to the headers of the answer, by resource kind. */
    TTFB("ttfb/"),
    /** Page times by the address of the page's host. */
    ADDRESS("address/"),
    /** Intended to actual start of pages: the generator's own delay, under one label. */
    START_DELAY("start-delay/"),
    /** Page times by the phase of the run in which the page was due. */
    PHASE("phase/");

    private final String tagPrefix;

    Timed(String tagPrefix) {
        this.tagPrefix = tagPrefix;
    }

    /** Tag of the interval histograms of a label. */
    String tag(String protocol, String label) {
        return tagPrefix.isEmpty() ? protocol + "/" + label : tagPrefix + label;
    }
}
