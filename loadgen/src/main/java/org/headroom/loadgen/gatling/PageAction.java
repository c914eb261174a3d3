package org.headroom.loadgen.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import org.headroom.loadgen.page.PageListener;
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
        VisitState state = VisitState.of(session);
        if (program.endsBefore(state.nextIntendedNanos())) {
            passOn(session);
            return;
        }
        program.engine().replayer().replay(tree, state.visitor(), state.nextIntendedNanos(), new PageListener() {
            @Override
            public void loaded(PageView view) {
                session.eventLoop().execute(() -> goOn(session, state, view));
            }

            @Override
            public void done(PageView view) {
                log.write(session, view);
            }
        });
    }

    /** The visitor does not wait for what the page loads behind its back. */
    private void goOn(Session session, VisitState state, PageView view) {
        state.pageEnded(view.endNanos(), think);
        passOn(view.failure().isEmpty() ? session : session.markAsFailed());
    }
}
