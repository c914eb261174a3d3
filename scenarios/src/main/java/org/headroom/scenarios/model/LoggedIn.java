package org.headroom.scenarios.model;

import java.util.List;

/**
 * Visitors who log in before they do anything else.
 *
 * @param share of all visitors, 0 to 1
 * @param pages by which they log in, in order; none: nobody can
 */
public record LoggedIn(double share, List<String> pages) {
    /** Nobody has a password. */
    public static final LoggedIn NOBODY = new LoggedIn(0, List.of());

    public LoggedIn {
        pages = List.copyOf(pages);
        if (!(share >= 0) || share > 1) {
            throw new IllegalArgumentException("a share is from 0 to 1: " + share);
        }
    }
}
