package org.headroom.loadgen.gatling;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import org.headroom.loadgen.page.PageView;
import org.headroom.loadgen.transport.FailureKind;
import scala.Option;

/** Tells Gatling's own statistics of a page, in its milliseconds. */
final class PageLog {
    private final ScenarioContext context;

    PageLog(ScenarioContext context) {
        this.context = context;
    }

    void write(Session session, PageView view) {
        long ago = (System.nanoTime() - view.endNanos()) / 1_000_000;
        long endMillis = context.coreComponents().clock().nowMillis() - ago;
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
    }
}
