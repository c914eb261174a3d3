package org.headroom.loadgen.gatling;

import io.gatling.core.session.Session;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.headroom.loadgen.page.Visitor;
import org.headroom.scenarios.model.Think;

/** A visit under way, kept in the Gatling session. Gatling runs one action of a session at a time. */
final class VisitState {
    /** Session attribute of this object. */
    static final String ATTRIBUTE = "headroom";

    /** Session attribute of the visit's name, for Gatling's switch. */
    static final String VISIT = "headroomVisit";

    /** Session attribute of the number of visits that the visitor of a closed model has begun, less one. */
    static final String ROUND = "headroomRound";

    private final Visitor visitor;
    private final RandomGenerator random;
    private volatile long nextIntendedNanos;

    /**
     * A visit.
     *
     * @param random decides how long this visitor thinks
     */
    VisitState(Visitor visitor, RandomGenerator random, long firstIntendedNanos) {
        this.visitor = visitor;
        this.random = random;
        this.nextIntendedNanos = firstIntendedNanos;
    }

    static VisitState of(Session session) {
        return (VisitState) session.attributes().apply(ATTRIBUTE);
    }

    /** How often this visitor has started over. */
    static long round(Session session) {
        return session.contains(ROUND) ? (Long) session.attributes().apply(ROUND) + 1 : 0;
    }

    Visitor visitor() {
        return visitor;
    }

    long nextIntendedNanos() {
        return nextIntendedNanos;
    }

    void pageEnded(long endNanos, Think think) {
        nextIntendedNanos = endNanos + think.draw(random).toNanos();
    }

    /** From now until that long before the next page is due. */
    Duration untilNext(Duration lead) {
        return Duration.ofNanos(Math.max(0, nextIntendedNanos - System.nanoTime() - lead.toNanos()));
    }
}
