package org.headroom.tuner.refine;

import java.util.Locale;
import org.headroom.tuner.model.Wish;
import org.headroom.tuner.plan.Plan;

/**
 * One trial of a search.
 *
 * @param outcome what it meant for the search, in words
 */
public record Step(Wish wish, Plan plan, Trial trial, String outcome) {
    /** PHP children of all pools. */
    public int children() {
        return children(plan);
    }

    /** Apache's MaxRequestWorkers. */
    public int workers() {
        return workers(plan);
    }

    /** For people, one line. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%3d children, %3d workers: %.1f ± %.1f pages/s%s%s: %s",
                children(),
                workers(),
                trial.mean(),
                trial.error(),
                trial.goalsMet() ? "" : ", goals missed",
                trial.kills() > 0 ? ", " + trial.kills() + " killed for memory" : "",
                outcome);
    }

    /** PHP children of all pools of a plan. */
    public static int children(Plan plan) {
        return sum(plan, "php-fpm", "pm.max_children");
    }

    /** MaxRequestWorkers of a plan. */
    public static int workers(Plan plan) {
        return sum(plan, "apache", "MaxRequestWorkers");
    }

    private static int sum(Plan plan, String daemon, String name) {
        return plan.settings().stream()
                .filter(setting ->
                        setting.daemon().equals(daemon) && setting.name().endsWith(name))
                .mapToInt(setting -> Integer.parseInt(setting.value()))
                .sum();
    }
}
