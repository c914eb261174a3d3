package org.headroom.loadgen.gatling;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doSwitch;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.onCase;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Choice;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.List;
import org.headroom.scenarios.model.Visit;

/** The simulation that plays a {@link VisitProgram}. Gatling makes it by name, so the program comes by scope. */
public final class VisitSimulation extends Simulation {
    /** The program of the run that is being started on this thread. */
    static final ScopedValue<VisitProgram> PROGRAM = ScopedValue.newInstance();

    /** How much earlier than the intended start of a page Gatling's pause ends, since it ticks in milliseconds. */
    private static final Duration PAUSE_LEAD = Duration.ofMillis(25);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** Called by Gatling. */
    public VisitSimulation() {
        VisitProgram program = PROGRAM.get();
        Arrivals arrivals = new Arrivals();
        ChainBuilder visit = exec(SessionAction.builder((_, next) -> new ArriveAction(program, arrivals, next)))
                .exec(doIf(session -> session.contains(VisitState.ATTRIBUTE))
                        .then(pages(program).exec(SessionAction.builder((_, next) -> new LeaveAction(program, next)))));
        // A visitor who meets an error does not knock again at once.
        ChainBuilder again = visit.exec(doIf(Session::isFailed)
                .then(pause(_ -> program.over() ? Duration.ZERO : AFTER_FAILURE).exec(Session::markAsSucceeded)));
        ChainBuilder whole =
                program.closed() ? exec(asLongAs(_ -> !program.over()).on(again)) : visit;
        SetUp setUp = setUp(inject(scenario("visits").exec(whole), new ArrivalProfile(program, arrivals)));
        program.cutOff().ifPresent(setUp::maxDuration);
    }

    private static ChainBuilder pages(VisitProgram program) {
        if (program.visits().size() == 1) { // Gatling's switch wants at least two
            return chain(program, program.visits().getFirst());
        }
        return exec(doSwitch("#{" + VisitState.VISIT + "}").on(choices(program)));
    }

    private static List<Choice.WithKey> choices(VisitProgram program) {
        return program.visits().stream()
                .map(visit -> onCase(visit.name()).then(chain(program, visit)))
                .toList();
    }

    private static ChainBuilder chain(VisitProgram program, Visit visit) {
        ChainBuilder chain = exec(page(program, visit, visit.pages().getFirst()));
        boolean pauses = visit.think().longest().compareTo(PAUSE_LEAD) > 0;
        for (String page : visit.pages().subList(1, visit.pages().size())) {
            if (pauses) {
                chain = chain.pause(session -> program.stopped()
                        ? Duration.ZERO
                        : least(VisitState.of(session.asScala()).untilNext(PAUSE_LEAD), program.thinkingAtMost()));
            }
            chain = chain.exec(page(program, visit, page));
        }
        return chain;
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static io.gatling.javaapi.core.ActionBuilder page(VisitProgram program, Visit visit, String page) {
        return SessionAction.builder(
                (context, next) -> new PageAction(program, program.tree(page), visit.think(), context, next));
    }

    /** Gatling's Java API takes only its own profiles; so one of those is replaced on the Scala side. */
    private static PopulationBuilder inject(ScenarioBuilder visits, ArrivalProfile profile) {
        io.gatling.core.structure.PopulationBuilder placeholder =
                visits.injectOpen(OpenInjectionStep.atOnceUsers(1)).asScala();
        return new PopulationBuilder(placeholder.copy(
                placeholder.scenarioBuilder(),
                profile,
                placeholder.scenarioProtocols(),
                placeholder.scenarioThrottleSteps(),
                placeholder.pauseType(),
                placeholder.children(),
                placeholder.shard()));
    }
}
