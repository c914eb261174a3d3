package org.headroom.tuner.refine;

import java.io.Serial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.headroom.tuner.model.Wish;
import org.headroom.tuner.plan.Plan;

/**
 * Looks for better settings by trials, one dimension after the other: more or fewer PHP children, then more or fewer workers
 * of Apache. Each step is by half; the direction is kept while it gains. What seems to gain is tried again, and only counts
 * if both trials together are better than noise. It ends when no step gains, or after so many trials.
 */
public final class Refiner {
    private static final double STEP = 1.5;
    private static final double MOST_WORKERS = 50;
    /** Steps at once, where fewer change nothing. */
    private static final int FURTHEST = 3;

    private final Planner planner;
    private final TrialGround ground;
    private final Consumer<Step> told;
    private final int mostTrials;
    private final double leastGain;

    private final List<Step> steps = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** Which way to go, once or further. */
    private interface Move {
        Wish from(Wish wish, int children);
    }

    private static final List<List<Move>> DIMENSIONS = List.of(
            List.of(
                    (wish, children) -> wish.withChildren(more(wish.children().orElse(children))),
                    (wish, children) -> wish.withChildren(fewer(wish.children().orElse(children)))),
            List.of(
                    (wish, _) -> wish.withWorkers(Math.min(MOST_WORKERS, wish.workers() * STEP)),
                    (wish, _) -> wish.withWorkers(Math.max(1 / MOST_WORKERS, wish.workers() / STEP))));

    /**
     * @param told hears of each trial when it is over
     * @param mostTrials at least 1
     * @param leastGain a smaller gain is none, as a share
     */
    public Refiner(Planner planner, TrialGround ground, Consumer<Step> told, int mostTrials, double leastGain) {
        if (mostTrials < 1 || !(leastGain >= 0)) {
            throw new IllegalArgumentException("at least one trial, and no negative gain");
        }
        this.planner = planner;
        this.ground = ground;
        this.told = told;
        this.mostTrials = mostTrials;
        this.leastGain = leastGain;
    }

    /**
     * Searches from the model's own choice.
     *
     * @throws TrialException if not even that could be tried
     */
    public Refined refine(Plan start) throws TrialException, InterruptedException {
        Step first = step(Wish.NONE, start, ground.tryOut(start), "the model's choice");
        seen.add(key(start));
        if (!first.trial().whole()) {
            return new Refined(first, first, steps, "interrupted");
        }
        Step best = first;
        try {
            for (List<Move> dimension : DIMENSIONS) {
                best = along(dimension, best);
            }
        } catch (Ended e) {
            return new Refined(first, e.best, steps, e.why);
        }
        return new Refined(first, best, steps, "no step gains more than noise");
    }

    private Step along(List<Move> dimension, Step from) throws Ended, InterruptedException {
        Step best = from;
        // What was killed needs less, not more.
        List<Move> order = from.trial().kills() > 0 ? dimension.reversed() : dimension;
        for (Move move : order) {
            Optional<Step> better = tried(move, best);
            boolean moved = better.isPresent();
            while (better.isPresent()) {
                best = better.get();
                better = tried(move, best);
            }
            if (moved) {
                break;
            }
        }
        return best;
    }

    /** The step that way, if there is one, and better. */
    private Optional<Step> tried(Move move, Step best) throws Ended, InterruptedException {
        Wish wish = best.wish();
        Optional<Plan> plan = Optional.empty();
        // Workers come in whole processes: a small step may be none.
        for (int reach = 0; reach < FURTHEST && plan.isEmpty(); reach++) {
            wish = move.from(wish, best.children());
            plan = planned(wish, best).filter(one -> !key(one).equals(key(best.plan())));
        }
        plan = plan.filter(one -> seen.add(key(one)));
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        Trial trial = trial(plan.get(), best);
        if (!trial.betterThan(best.trial(), leastGain)) {
            step(wish, plan.get(), trial, "no better");
            return Optional.empty();
        }
        step(wish, plan.get(), trial, "seems better");
        Trial both = trial.and(trial(plan.get(), best));
        boolean better = both.betterThan(best.trial(), leastGain);
        Step confirmed = step(wish, plan.get(), both, better ? "better, twice" : "that was chance");
        return better ? Optional.of(confirmed) : Optional.empty();
    }

    private Optional<Plan> planned(Wish wish, Step best) throws Ended {
        try {
            return planner.plan(wish);
        } catch (TrialException e) {
            throw new Ended(best, String.valueOf(e.getMessage()));
        }
    }

    private Trial trial(Plan plan, Step best) throws Ended, InterruptedException {
        if (steps.size() >= mostTrials) {
            throw new Ended(best, mostTrials + " trials were made");
        }
        try {
            Trial trial = ground.tryOut(plan);
            if (!trial.whole()) {
                throw new Ended(best, "interrupted");
            }
            return trial;
        } catch (TrialException e) {
            throw new Ended(best, String.valueOf(e.getMessage()));
        }
    }

    private Step step(Wish wish, Plan plan, Trial trial, String outcome) {
        Step step = new Step(wish, plan, trial, outcome);
        steps.add(step);
        told.accept(step);
        return step;
    }

    /** What makes settings the same to an origin. */
    private static String key(Plan plan) {
        return Step.children(plan) + " " + Step.workers(plan);
    }

    private static int more(int children) {
        return (int) Math.ceil(children * STEP);
    }

    private static int fewer(int children) {
        return (int) Math.max(1, Math.floor(children / STEP));
    }

    /** The search is over. */
    private static final class Ended extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Step best;

        private final String why;

        Ended(Step best, String why) {
            super(why);
            this.best = best;
            this.why = why;
        }
    }
}
