package org.headroom.loadgen.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;

/** Closes the visitor's browser. */
final class LeaveAction extends SessionAction {
    LeaveAction(Action next) {
        super("leave", next);
    }

    @Override
    public void execute(Session session) {
        VisitState.of(session).visitor().close();
        passOn(session.remove(VisitState.ATTRIBUTE));
    }
}
