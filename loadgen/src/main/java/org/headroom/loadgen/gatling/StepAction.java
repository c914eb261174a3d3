package org.headroom.loadgen.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import org.headroom.loadgen.page.PageReplayer;
import org.headroom.loadgen.page.PageTree;
import org.headroom.loadgen.page.PageView;
import org.headroom.loadgen.transport.Protocol;
import org.jspecify.annotations.Nullable;

/** A page in a simulation of the user's own: due when Gatling comes to it. */
final class StepAction extends SessionAction {
    private final PageTree tree;
    private final Protocol protocol;
    private final PageReplayer replayer;
    private final PageLog log;

    private StepAction(PageTree tree, Protocol protocol, PageReplayer replayer, PageLog log, Action next) {
        super("page " + tree.page().name(), next);
        this.tree = tree;
        this.protocol = protocol;
        this.replayer = replayer;
        this.log = log;
    }

    static StepAction of(ScenarioContext context, String page, @Nullable Protocol protocol, Action next) {
        SiteComponents components = context.protocolComponentsRegistry().components(SiteComponents.KEY);
        return new StepAction(
                components.tree(page),
                protocol == null ? components.protocol() : protocol,
                components.replayer(new StepObserver()),
                new PageLog(context),
                next);
    }

    @Override
    public void execute(Session session) {
        replayer.replay(
                tree,
                UserBrowsers.of(session).over(protocol),
                System.nanoTime(),
                view -> session.eventLoop().execute(() -> ended(session, view)));
    }

    private void ended(Session session, PageView view) {
        log.write(session, view);
        passOn(view.failure().isEmpty() ? session : session.markAsFailed());
    }
}
