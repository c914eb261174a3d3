package org.headroom.loadgen.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.util.List;
import java.util.SplittableRandom;
import org.headroom.loadgen.page.Browsers;
import org.headroom.scenarios.model.Visit;

/**
 * Opens a browser for the session and draws what its visitor will do. When as many visits as may be are open, the visitor
 * is turned away: the session then has no {@link VisitState}.
 */
final class ArriveAction extends SessionAction {
    /** An odd number without pattern, so that rounds of one visitor do not meet those of the next. */
    private static final long NEXT_ROUND = 0x9E3779B97F4A7C15L;

    private final VisitProgram program;
    private final Arrivals arrivals;

    ArriveAction(VisitProgram program, Arrivals arrivals, Action next) {
        super("arrive", next);
        this.program = program;
        this.arrivals = arrivals;
    }

    @Override
    public void execute(Session session) {
        long intended = arrivals.take(session.userId());
        long round = VisitState.round(session);
        // The same arrival draws the same under the same seed, whatever the timing and the machine; who starts over
        // draws anew.
        SplittableRandom random = new SplittableRandom(
                program.seed() * 31 + program.numberInWhole(session.userId()) + round * NEXT_ROUND);
        Visit visit = draw(random);
        boolean returning = random.nextDouble() < program.returningShare();
        if (!program.admit()) {
            program.engine().turnedAway().visit(visit.pages().getFirst(), intended);
            passOn(session);
            return;
        }
        Browsers browsers = program.engine().browsers();
        VisitState state = new VisitState(
                returning ? browsers.openReturning(visit.name()) : browsers.open(visit.name()), random, intended);
        passOn(session.set(VisitState.ATTRIBUTE, state)
                .set(VisitState.VISIT, visit.name())
                .set(VisitState.ROUND, round));
    }

    private Visit draw(SplittableRandom random) {
        List<Visit> visits = program.visits();
        double total = visits.stream().mapToDouble(Visit::share).sum();
        double left = random.nextDouble() * total;
        for (Visit visit : visits) {
            left -= visit.share();
            if (left < 0) {
                return visit;
            }
        }
        return visits.getLast();
    }
}
