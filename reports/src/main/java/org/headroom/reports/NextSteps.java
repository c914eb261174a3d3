package org.headroom.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.headroom.loadgen.result.RunVerdict;
import org.headroom.reports.page.RunPage.NextStep;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.Setting;

/** What to do after reading the verdict, the most useful first. */
final class NextSteps {
    private static final int MOST_SETTINGS = 3;

    private final RunView run;

    NextSteps(RunView run) {
        this.run = run;
    }

    List<NextStep> steps() {
        var steps = new ArrayList<NextStep>();
        var summary = run.result().summary();
        if (summary.verdict() == RunVerdict.INTERRUPTED || run.result().info().interrupted()) {
            steps.add(new NextStep("Run it again to the end", "An interrupted run proves nothing about the goals."));
        }
        if (summary.generatorLimited()) {
            steps.add(new NextStep(
                    "Give the load generator more room",
                    "Run it on a machine of its own with more cores, or offer less, before you trust the maximum."));
        }
        run.plan().ifPresentOrElse(plan -> addSettings(steps, plan), () -> addTune(steps));
        if (run.result().info().embeddedDemo()) {
            steps.add(new NextStep(
                    "Try it on your own site",
                    "headroom capture URL --out scenario.yaml, then headroom load scenario.yaml --target URL"));
        }
        return steps;
    }

    private void addSettings(List<NextStep> steps, Plan plan) {
        var limit = run.result().summary().limit();
        var daemon = limit == null ? "" : Names.daemon(limit.component());
        // A stable sort: within each group the order of the plan stays.
        plan.settings().stream()
                .filter(NextSteps::changes)
                .sorted(Comparator.comparing((Setting s) -> !s.daemon().equals(daemon))
                        .thenComparing(s -> s.before().isBlank())
                        .thenComparing(s -> !decides(s)))
                .limit(MOST_SETTINGS)
                .map(s -> new NextStep(
                        "%s: set %s to %s%s".formatted(s.daemon(), s.name(), s.value(), was(s)), s.reason()))
                .forEach(steps::add);
    }

    private static void addTune(List<NextStep> steps) {
        steps.add(new NextStep(
                "Let Headroom work out the settings",
                "headroom tune --stack stack.yaml --run DIR turns this run into settings that fit the memory."));
    }

    /** The two numbers that the others follow from. */
    private static boolean decides(Setting setting) {
        return setting.name().endsWith("pm.max_children") || setting.name().equals("MaxRequestWorkers");
    }

    static boolean changes(Setting setting) {
        return !setting.before().equals(setting.value());
    }

    private static String was(Setting setting) {
        return setting.before().isBlank() ? "" : " (was " + setting.before() + ")";
    }
}
