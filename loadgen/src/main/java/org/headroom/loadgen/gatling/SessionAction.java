package org.headroom.loadgen.gatling;

import com.typesafe.scalalogging.Logger;
import io.gatling.core.action.Action;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import org.slf4j.LoggerFactory;

/** A Gatling action written in Java: does something with the session, then passes it on, now or later. */
abstract class SessionAction implements Action {
    private final String name;
    private final Action next;
    private Logger logger;

    SessionAction(String name, Action next) {
        this.name = name;
        this.next = next;
        this.logger = Logger.apply(LoggerFactory.getLogger(getClass()));
    }

    /** Makes the action once Gatling knows what comes after it. */
    interface Maker {
        /** The action. */
        Action make(ScenarioContext context, Action next);
    }

    static io.gatling.javaapi.core.ActionBuilder builder(Maker maker) {
        return () -> new Builder(maker);
    }

    final void passOn(Session session) {
        next.$bang(session);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Logger logger() {
        return logger;
    }

    @Override
    @SuppressWarnings({"MethodName", "checkstyle:MethodName"}) // the name that Scala gives a trait's field setter
    public final void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger given) {
        logger = given;
    }

    private record Builder(Maker maker) implements ActionBuilder {
        @Override
        public Action build(ScenarioContext context, Action next) {
            return maker.make(context, next);
        }
    }
}
