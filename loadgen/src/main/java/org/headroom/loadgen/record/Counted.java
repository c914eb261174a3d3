package org.headroom.loadgen.record;

/** What is counted, each under labels of its own. */
enum Counted {
    /** Failed pages, by page. */
    PAGE_FAILURE,
    /** Failed pages, by kind of their first failure. */
    PAGE_KIND,
    /** Failed pages, by address. */
    ADDRESS_FAILURE,
    /** Failed pages, by the phase of the run in which they were due. */
    PHASE_FAILURE,
    /** Pages that became due, by phase. */
    PHASE_OFFERED,
    /** Pages that the generator could not start, by page. */
    NOT_STARTED,
    /** Pages that the generator could not start, by phase. */
    PHASE_NOT_STARTED,
    /** Answers, by status. */
    STATUS,
    /** Failed requests, by kind of failure. */
    FAILURE,
    /** One failure of each kind in words: kind, a blank, the words. */
    EXAMPLE,
    /** What the pages of first-time and returning visitors took, by view and {@link ViewTotal}. */
    VIEW,
    /** Sums without a second label: body bytes, connections and the like, by {@link Total}. */
    TOTAL;

    /** Labels of {@link #TOTAL} and of groups that need none. */
    enum Total {
        PAGES,
        /** Good pages that ended before the arrivals did. */
        GOOD_IN_TIME,
        /** Requests that ended before the arrivals did. */
        REQUESTS_IN_TIME,
        BODY_BYTES,
        SIZE_DIFFERS,
        WITHOUT_PORT,
        CONNECTIONS_OPENED,
        CONNECTIONS_RESUMED,
        ROAMED,
        ROAMED_AND_LOST,
        SENT_BEFORE_H3,
        SENT_OVER_H3,
        H3_UNREACHABLE
    }

    /** Second part of the labels of {@link #VIEW}. */
    enum ViewTotal {
        FAILED,
        REQUESTS,
        NOT_MODIFIED,
        REDIRECTS,
        FROM_CACHE,
        BYTES;

        String label(Timed.View view) {
            return view.label() + "/" + name();
        }
    }
}
