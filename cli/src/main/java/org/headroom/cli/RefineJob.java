package org.headroom.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunResult;
import org.headroom.loadgen.result.SloResult;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.headroom.tuner.apply.Expected;
import org.headroom.tuner.apply.Outcome;
import org.headroom.tuner.measure.OriginLook;
import org.headroom.tuner.model.Wish;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;
import org.headroom.tuner.refine.Planner;
import org.headroom.tuner.refine.Refined;
import org.headroom.tuner.refine.Refiner;
import org.headroom.tuner.refine.Step;
import org.headroom.tuner.refine.Trial;
import org.headroom.tuner.refine.TrialException;
import org.headroom.tuner.refine.TrialGround;
import org.jspecify.annotations.Nullable;

/** Tries settings on an origin, keeps the best, and leaves the origin with them. */
final class RefineJob implements Planner, TrialGround {
    private static final double LEAST_GAIN = 0.03;
    private static final int LEAST_VISITORS = 16;
    private static final int MOST_VISITORS = 500;

    private final Session session;
    private final Stack stack;
    private final Origin origin;
    private final TrialOptions options;
    private final TrialLoad load;
    private final ApplyJob apply;
    private final Function<Wish, TuningOutcome> tuning;
    private final Function<String, Expected> expected;

    private int visitors;
    private int trials;
    /** What the origin has now, if it came from here. */
    private @Nullable Plan inForce;

    private String firstBackup = "";

    /**
     * @param tuning makes a plan against the files that the origin has at that moment
     * @param expected what was at a path when the last plan was made
     */
    RefineJob(
            Session session,
            Stack stack,
            Origin origin,
            TrialOptions options,
            TrialLoad load,
            ApplyJob apply,
            Function<Wish, TuningOutcome> tuning,
            Function<String, Expected> expected) {
        this.session = session;
        this.stack = stack;
        this.origin = origin;
        this.options = options;
        this.load = load;
        this.apply = apply;
        this.tuning = tuning;
        this.expected = expected;
    }

    /** What it ended with. */
    record Ended(Plan plan, int exitCode) {}

    /** Searches from this plan. */
    Ended refine(Plan start) throws InterruptedException {
        visitors = options.visitors().orElse(Math.clamp(2L * Step.children(start), LEAST_VISITORS, MOST_VISITORS));
        session.terminal()
                .line("Trials: at most " + options.trials() + ", each "
                        + options.time().toSeconds() + " s with " + visitors + " visitors at once; runs in "
                        + load.runs());
        Refined refined;
        try {
            refined = new Refiner(this, this, this::tell, options.trials(), LEAST_GAIN).refine(start);
        } catch (TrialException e) {
            session.terminal().error(String.valueOf(e.getMessage()));
            return new Ended(start, ExitCode.COULD_NOT_RUN);
        }
        Plan best = noting(refined);
        return new Ended(best, keep(refined, best));
    }

    /** Makes the best be in force, whatever was tried last. */
    private int keep(Refined refined, Plan noted) throws InterruptedException {
        boolean interrupted = session.interruption().interrupted();
        session.terminal().line(ending(refined));
        if (!refined.best().plan().equals(inForce)) {
            Optional<Plan> again = plan(refined.best().wish());
            Outcome outcome = again.isPresent()
                    ? apply.tryOut(again.get(), expected, false)
                    : new Outcome.Failed(origin.name() + " could not be planned for again");
            if (outcome.exitCode() != ExitCode.GOOD) {
                session.terminal().error(outcome.line() + back());
                return outcome.exitCode();
            }
        }
        session.terminal()
                .line("In force on " + origin.name() + ": " + Step.children(noted) + " children, " + Step.workers(noted)
                        + " workers" + back());
        return interrupted ? ExitCode.COULD_NOT_RUN : ExitCode.GOOD;
    }

    private String back() {
        return firstBackup.isEmpty() ? "" : " (--rollback " + firstBackup + " goes back to before all trials)";
    }

    private static String ending(Refined refined) {
        return String.format(
                Locale.ROOT,
                "Best of %d trials: %d children, %d workers, %.1f pages/s (%+.0f %% to the model's choice); ended: %s",
                refined.steps().size(),
                refined.best().children(),
                refined.best().workers(),
                refined.best().trial().mean(),
                100 * refined.gain(),
                refined.ending());
    }

    private static Plan noting(Refined refined) {
        Plan plan = refined.best().plan();
        List<String> notes = Stream.of(
                        plan.warnings().stream(),
                        refined.steps().stream()
                                .map(step -> "trial: " + step.line().strip()),
                        Stream.of(ending(refined)))
                .flatMap(Function.identity())
                .toList();
        return new Plan(
                plan.schema(), plan.origin(), plan.inputs(), plan.settings(), plan.memory(), notes, plan.files());
    }

    private void tell(Step step) {
        session.terminal().line("  trial " + trials + ": " + step.line());
    }

    @Override
    public Optional<Plan> plan(Wish wish) {
        return switch (tuning.apply(wish)) {
            case TuningOutcome.Planned(Plan plan) -> Optional.of(plan);
            case TuningOutcome.CannotFit _ -> Optional.empty();
        };
    }

    @Override
    public Trial tryOut(Plan plan) throws TrialException, InterruptedException {
        if (session.interruption().interrupted()) {
            return Trial.interrupted();
        }
        install(plan);
        trials++;
        long before = kills();
        try {
            RunDirectory directory = load.run("trial-" + trials, visitors, options.time(), options.goals(), false);
            RunResult result = directory.read();
            boolean whole =
                    !result.info().interrupted() && !session.interruption().interrupted();
            boolean met = result.summary().slo().stream().allMatch(SloResult::pass);
            return new Trial(parts(result), met, kills() - before, whole);
        } catch (IOException e) {
            throw new TrialException("the load of a trial left no result: " + e.getMessage());
        }
    }

    private void install(Plan plan) throws TrialException, InterruptedException {
        if (plan.equals(inForce)) {
            return;
        }
        Outcome outcome = apply.tryOut(plan, expected, true);
        if (outcome.exitCode() != ExitCode.GOOD) {
            throw new TrialException(outcome.line());
        }
        if (firstBackup.isEmpty() && outcome instanceof Outcome.Applied(String backup, var _)) {
            firstBackup = backup;
        }
        inForce = plan;
    }

    private long kills() throws TrialException {
        OptionalLong kills = OriginAccess.look(stack, origin, session.clock())
                .look()
                .map(OriginLook::oomKills)
                .orElse(OptionalLong.empty());
        return kills.orElseThrow(() -> new TrialException(
                "cannot see whether anything was killed for memory on " + origin.name() + ": no trials without that"));
    }

    /** Good pages a second, in fifths of the time; the ends of a run are no whole seconds. */
    private List<Double> parts(RunResult result) {
        int seconds = (int) options.time().toSeconds();
        List<Double> perSecond = result.timeline().stream()
                .map(second -> (double) (second.done() - second.failed()))
                .limit(seconds)
                .toList();
        int each = Math.max(1, seconds / 5);
        List<Double> parts = new ArrayList<>();
        for (int from = 1; from + each <= perSecond.size(); from += each) {
            parts.add(perSecond.subList(from, from + each).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0));
        }
        return parts;
    }
}
