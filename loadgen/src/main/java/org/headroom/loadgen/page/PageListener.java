package org.headroom.loadgen.page;

/** Hears of one page of one visitor, on a thread that must not be blocked. */
@FunctionalInterface
public interface PageListener {
    /**
     * Everything that the load event waits for is here, or has failed: the visitor can go on. Told once.
     *
     * @param view as far as the page is known now
     */
    default void loaded(PageView view) {}

    /** Nothing is left to load. Told once, after {@link #loaded}. */
    void done(PageView view);
}
