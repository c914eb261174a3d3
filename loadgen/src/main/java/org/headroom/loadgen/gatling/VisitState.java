package org.headroom.loadgen.gatling;

import io.gatling.core.session.Session;
import java.time.Duration;
import org.headroom.loadgen.page.Visitor;

/** A visit under way, kept in the Gatling session. Gatling runs one action of a session at a time. */
final class VisitState {
    /** Session attribute of this object. */
    static final String ATTRIBUTE = "headroom";

    /** Session attribute of the visit's name, for Gatling's switch. */
    static final String VISIT = "headroomVisit";

    private final Visitor visitor;
    private volatile long nextIntendedNanos;

    VisitState(Visitor visitor, long firstIntendedNanos) {
        this.visitor = visitor;
        this.nextIntendedNanos = firstIntendedNanos;
    }

    static VisitState of(Session session) {
        return (VisitState) session.attributes().apply(ATTRIBUTE);
    }

    Visitor visitor() {
        return visitor;
    }

    long nextIntendedNanos() {
        return nextIntendedNanos;
    }

    void pageEnded(long endNanos, Duration think) {
        nextIntendedNanos = endNanos + think.toNanos();
    }
}
