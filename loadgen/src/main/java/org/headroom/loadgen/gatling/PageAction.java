package org.headroom.loadgen.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import org.headroom.loadgen.page.PageTree;
import org.headroom.loadgen.page.PageView;
import org.headroom.scenarios.model.Think;

/** One page as one Gatling action. Gatling's own statistics get it too, in its milliseconds. */
final class PageAction extends SessionAction {
    private final VisitProgram program;
    private final PageTree tree;
    private final Think think;
    private final PageLog log;

    PageAction(VisitProgram program, PageTree tree, Think think, ScenarioContext context, Action next) {
        super("page " + tree.page().name(), next);
        this.program = program;
        this.tree = tree;
        this.think = think;
        this.log = new PageLog(context);
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
        log.write(session, view);
        passOn(view.failure().isEmpty() ? session : session.markAsFailed());
    }
}
