package org.headroom.probes.fetch;

import java.time.Duration;
import org.headroom.probes.reading.ProbeFailure;

/** A page that a daemon tells its state on. */
public interface StatusPage {
    /** Fetches it; the answer is there when {@code deadline} has passed, at the latest. */
    Fetched fetch(Duration deadline);

    /** Where it is, for people: the URL, or socket and path. */
    String where();

    /** What came. */
    sealed interface Fetched {}

    /** The page. */
    record Body(String text) implements Fetched {}

    /**
     * No page.
     *
     * @param problem what happened, where
     * @param advice what to do about it
     */
    record Unavailable(String problem, String advice, ProbeFailure.Cause cause) implements Fetched {}
}
