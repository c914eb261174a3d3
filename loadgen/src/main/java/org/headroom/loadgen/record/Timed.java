package org.headroom.loadgen.record;

import java.util.Locale;

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
    /** Page times of first-time and of returning visitors, by {@link View}. */
    VIEW("view/"),
    /** Where the time of requests went, by {@link Timing}. */
    TIMING("timing/"),
    /** Intended to actual start of pages: the generator's own delay, under one label. */
    START_DELAY("start-delay/"),
    /** Page times by the phase of the run in which the page was due. */
    PHASE("phase/"),
    /** A roaming visitor's change of network to the first byte over the new one, under one label. */
    RECOVERY("recovery/"),
    /** A visitor's first request to a host to the moment when it could use h3 there, under one label. */
    H3_FOUND("h3-found/");

    private final String tagPrefix;

    Timed(String tagPrefix) {
        this.tagPrefix = tagPrefix;
    }

    /** Tag of the interval histograms of a label. */
    String tag(String protocol, String label) {
        return tagPrefix.isEmpty() ? protocol + "/" + label : tagPrefix + label;
    }

    /** Labels of {@link #VIEW}. */
    enum View {
        FIRST,
        REPEAT;

        static View of(boolean returning) {
            return returning ? REPEAT : FIRST;
        }

        /** As written in results. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Labels of {@link #TIMING}. */
    enum Timing {
        /** Discovered until it went out, without lookup and opening a connection: waiting for one that is free. */
        BLOCKED,
        /** Lookup of the host's name, of the visitor's first request to it, when visitors look up for themselves. */
        DNS,
        /** TCP connect, of requests that opened a connection; over h3 the whole handshake. */
        CONNECT,
        /** TLS handshake after TCP. */
        TLS,
        /** Out on the line until the headers of the answer. */
        WAIT,
        /** Headers until the last byte. */
        CONTENT;

        /** As written in results. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
