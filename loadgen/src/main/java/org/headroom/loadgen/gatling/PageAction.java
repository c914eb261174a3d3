package org.headroom.loadgen.gatling;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import java.time.Duration;
import org.headroom.loadgen.page.PageTree;
import org.headroom.loadgen.page.PageView;
import org.headroom.loadgen.transport.FailureKind;
import scala.Option;

/** One page as one Gatling action. Gatling's own statistics get it too, in its milliseconds. */
final class PageAction extends SessionAction {
    private final VisitProgram program;
    private final PageTree tree;
    private final Duration think;
    private final ScenarioContext context;

    PageAction(VisitProgram program, PageTree tree, Duration think, ScenarioContext context, Action next) {
        super("page " + tree.page().name(), next);
        this.program = program;
        this.tree = tree;
        this.think = think;
        this.context = context;
    }

    @Override
    public void execute(Session session) {
        if (program.stopped()) {
            passOn(session);
            return;
        }
        VisitState state = VisitState.of(session);
        program.engine()
                .replayer()
                .replay(
                        tree,
                        state.visitor(),
                        state.nextIntendedNanos(),
                        view -> session.eventLoop().execute(() -> ended(session, state, view)));
    }

    private void ended(Session session, VisitState state, PageView view) {
        state.pageEnded(view.endNanos(), think);
        long endMillis = context.coreComponents().clock().nowMillis();
        Status status = view.failure().isEmpty() ? OK$.MODULE$ : KO$.MODULE$;
        context.coreComponents()
                .statsEngine()
                .logResponse(
                        session.scenario(),
                        session.groups(),
                        view.page(),
                        endMillis - view.latencyNanos() / 1_000_000,
                        endMillis,
                        status,
                        Option.empty(),
                        Option.apply(view.failure().map(FailureKind::label).orElse(null)));
        passOn(view.failure().isEmpty() ? session : session.markAsFailed());
    }
}
