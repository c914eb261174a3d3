package org.headroom.loadgen.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;

/** Closes the visitor's browser; what its last page still loads behind the visitor's back is waited for. */
final class LeaveAction extends SessionAction {
    private final VisitProgram program;

    LeaveAction(VisitProgram program, Action next) {
        super("leave", next);
        this.program = program;
    }

    @Override
    public void execute(Session session) {
        VisitState.of(session).visitor().closeWhenQuiet(() -> {
            program.left();
            session.eventLoop().execute(() -> passOn(session.remove(VisitState.ATTRIBUTE)));
        });
    }
}
