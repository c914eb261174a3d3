package org.headroom.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
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
    private static final int PARTS = 5;
    /** After Ctrl-C: to look, install the best, and look whether all is well. */
    private static final Duration WELL_ENDED = Duration.ofMinutes(3);

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

    /** Whether that is certain. */
    private boolean known = true;

    private String firstBackup = "";
    private final List<String> limits = new ArrayList<>();

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

    /**
     * What it ended with.
     *
     * @param wish for which the model gives the settings that did best
     * @param plan these settings
     * @param notes the trials, one a line
     */
    record Ended(Wish wish, Plan plan, List<String> notes, int exitCode) {}

    /** Searches from this plan. */
    Ended refine(Plan start) throws InterruptedException {
        visitors = options.visitors().orElse(Math.clamp(2L * Step.children(start), LEAST_VISITORS, MOST_VISITORS));
        session.terminal()
                .line("Trials: at most " + options.trials() + ", each "
                        + options.time().toSeconds() + " s with " + visitors + " visitors at once; runs in "
                        + load.runs());
        session.interruption().allow(WELL_ENDED);
        try {
            Refined refined = new Refiner(this, this, this::tell, options.trials(), LEAST_GAIN).refine(start);
            int code = keep(refined);
            return new Ended(refined.best().wish(), refined.best().plan(), notes(refined), code);
        } catch (TrialException e) {
            session.terminal().error(e.getMessage() + "\n" + state());
            return new Ended(Wish.NONE, start, List.of(), ExitCode.COULD_NOT_RUN);
        }
    }

    /** Makes the best be in force, whatever was tried last. */
    private int keep(Refined refined) throws InterruptedException {
        boolean interrupted = session.interruption().interrupted();
        if (firstBackup.isEmpty() && inForce == null && known) {
            session.terminal().error("interrupted; nothing was changed");
            return ExitCode.COULD_NOT_RUN;
        }
        session.terminal().line(ending(refined));
        if (!known || !refined.best().plan().equals(inForce)) {
            try {
                Plan again = plan(refined.best().wish())
                        .orElseThrow(() -> new TrialException("the best settings do not fit any more"));
                install(again, false);
            } catch (TrialException e) {
                session.terminal()
                        .error("The best settings could not be installed: " + e.getMessage() + "\n" + state());
                return ExitCode.COULD_NOT_RUN;
            }
        }
        session.terminal().line(state());
        return interrupted ? ExitCode.COULD_NOT_RUN : ExitCode.GOOD;
    }

    /** What the origin has now, and how to go back. */
    private String state() {
        String back = firstBackup.isEmpty() ? "" : " (--rollback " + firstBackup + " goes back to before all trials)";
        if (!known) {
            return "What is in force on " + origin.name() + " is not known: --rollback --list shows it" + back;
        }
        Plan now = inForce;
        return now == null
                ? "Nothing was changed on " + origin.name()
                : "In force on " + origin.name() + ": " + Step.children(now) + " children, " + Step.workers(now)
                        + " workers" + back;
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

    private List<String> notes(Refined refined) {
        return Stream.of(
                        refined.steps().stream()
                                .map(step -> "trial: " + step.line().strip()),
                        limits.stream(),
                        Stream.of(ending(refined)))
                .flatMap(Function.identity())
                .toList();
    }

    private void tell(Step step) {
        session.terminal().line("  trial " + trials + ": " + step.line());
    }

    @Override
    public Optional<Plan> plan(Wish wish) throws TrialException {
        try {
            return switch (tuning.apply(wish)) {
                case TuningOutcome.Planned(Plan plan) -> Optional.of(plan);
                case TuningOutcome.CannotFit _ -> Optional.empty();
            };
        } catch (CliException e) {
            throw new TrialException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Trial tryOut(Plan plan) throws TrialException, InterruptedException {
        if (session.interruption().interrupted()) {
            return Trial.interrupted();
        }
        // First: without it nothing is to be changed.
        long before = kills();
        install(plan, true);
        trials++;
        try {
            TrialLoad.Ran ran = load.run("trial-" + trials, visitors, options.time(), options.goals(), false);
            if (ran.problem().isPresent() && !session.interruption().interrupted()) {
                throw new TrialException(
                        "the load of a trial ended early: " + ran.problem().get());
            }
            RunResult result = ran.directory().read();
            boolean whole =
                    !result.info().interrupted() && !session.interruption().interrupted();
            boolean met = result.summary().slo().stream().allMatch(SloResult::pass);
            limited(result);
            return whole ? new Trial(parts(result), met, kills() - before, true) : Trial.interrupted();
        } catch (IOException e) {
            throw new TrialException("the load of a trial left no result: " + e.getMessage());
        }
    }

    /** Where this machine was at its limit, settings may be better than they look. */
    private void limited(RunResult result) {
        List<String> by = result.summary().generatorLimits();
        if (!by.isEmpty()) {
            String note = "trial " + trials + " was limited by the machine that sends the load, too: "
                    + String.join("; ", by);
            limits.add(note);
            session.terminal().error("  note: " + note);
        }
    }

    private void install(Plan plan, boolean cancellable) throws TrialException, InterruptedException {
        if (known && plan.equals(inForce)) {
            return;
        }
        Plan before = inForce;
        known = false;
        Outcome outcome = apply.tryOut(plan, expected, cancellable);
        switch (outcome) {
            case Outcome.Applied(String backup, var _) -> {
                inForce = plan;
                if (firstBackup.isEmpty()) {
                    firstBackup = backup;
                    session.terminal().line("  --rollback " + backup + " goes back to before all trials");
                }
            }
            case Outcome.Unchanged _ -> inForce = plan;
            case Outcome.Refused _, Outcome.RolledBack _, Outcome.Busy _ -> inForce = before;
            case Outcome.Unreachable _, Outcome.Failed _, Outcome.Lost _, Outcome.Listed _ -> {
                throw new TrialException(outcome.line());
            }
        }
        known = true;
        if (outcome.exitCode() != ExitCode.GOOD) {
            throw new TrialException(outcome.line());
        }
    }

    private long kills() throws TrialException {
        OptionalLong kills = OriginAccess.look(stack, origin, session.clock())
                .look()
                .map(OriginLook::oomKills)
                .orElse(OptionalLong.empty());
        return kills.orElseThrow(() -> new TrialException(
                "cannot see whether anything was killed for memory on " + origin.name() + ": no trials without that"));
    }

    /** Good pages a second, in five equal parts; the first and last second of a run are no whole ones. */
    private List<Double> parts(RunResult result) {
        int each = (int) Math.max(1, (options.time().toSeconds() - 2) / PARTS);
        List<Double> perSecond = result.timeline().stream()
                .map(second -> (double) (second.done() - second.failed()))
                .toList();
        List<Double> parts = new ArrayList<>();
        for (int from = 1; parts.size() < PARTS && from + each <= perSecond.size(); from += each) {
            parts.add(perSecond.subList(from, from + each).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0));
        }
        return parts;
    }
}
