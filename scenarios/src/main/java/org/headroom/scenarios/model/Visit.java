package org.headroom.scenarios.model;

import java.time.Duration;
import java.util.List;

/**
 * A kind of visitor: the pages it opens, in order, thinking between them.
 *
 * @param name unique within its scenario
 * @param share weight relative to the other visits, greater than 0
 * @param pages page names, at least one
 * @param think pause between the end of a page and the intended start of the next
 */
public record Visit(String name, double share, List<String> pages, Think think) {
    public Visit {
        pages = List.copyOf(pages);
    }

    /** With a pause that is always the same. */
    public Visit(String name, double share, List<String> pages, Duration think) {
        this(name, share, pages, new Think.Fixed(think));
    }
}
