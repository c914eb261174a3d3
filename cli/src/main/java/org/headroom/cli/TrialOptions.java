package org.headroom.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.headroom.loadgen.slo.Slo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The load that tune sends by itself: to measure, or to try settings. */
final class TrialOptions {
    private static final int DEFAULT_TRIALS = 8;
    private static final int MOST_TRIALS = 30;
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(20);
    private static final Duration LEAST_TIME = Duration.ofSeconds(5);

    @Option(
            names = "--measure",
            description = "Measure demand by a short, light load of its own instead of --run: two visitors.")
    private boolean measure;

    @Option(
            names = "--refine",
            description = "Measure, then try settings on the origin itself and keep the best: install, restart, load,"
                    + " compare. It implies --apply --restart, and each trial loads the origin to its limit: not for one"
                    + " that serves visitors now.")
    private boolean refine;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "With --measure or --refine: the pages to load (default: the site's front page and two more,"
                    + " captured there and then).")
    private @Nullable String scenario;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "With --measure or --refine: the site to load (default: the first of the stack file, at its"
                    + " proxies).")
    private @Nullable String target;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "With --refine: at most so many trials (default: " + DEFAULT_TRIALS + ").")
    private @Nullable Integer trials;

    @Option(
            names = "--trial-time",
            paramLabel = "TIME",
            description = "With --measure or --refine: how long each load takes (default: 20s).")
    private @Nullable String time;

    @Option(
            names = "--visitors",
            paramLabel = "N",
            description = "With --refine: visitors at once in each trial (default: twice the planned children, at least"
                    + " 16).")
    private @Nullable Integer visitors;

    @Option(
            names = "--slo",
            paramLabel = "EXPR",
            description = "With --refine: goals, as load takes them; settings that meet them win over such that do not"
                    + " (default: errors<1%%).")
    private List<String> slo = new ArrayList<>();

    @Option(
            names = "--allow",
            paramLabel = "HOST",
            description = "With --measure or --refine: load may go to this host, too; its owner agrees.")
    private List<String> allow = new ArrayList<>();

    @Mixin
    private TargetOptions reaching = new TargetOptions();

    boolean measure() {
        return measure || refine;
    }

    boolean refine() {
        return refine;
    }

    Optional<String> scenario() {
        return Optional.ofNullable(scenario);
    }

    Optional<String> target() {
        return Optional.ofNullable(target);
    }

    List<String> allow() {
        return List.copyOf(allow);
    }

    TargetOptions reaching() {
        return reaching;
    }

    int trials() {
        int count = trials == null ? DEFAULT_TRIALS : trials;
        if (count < 1 || count > MOST_TRIALS) {
            throw CliException.usage("--trials is from 1 to " + MOST_TRIALS);
        }
        return count;
    }

    Duration time() {
        Duration asked = time == null ? DEFAULT_TIME : LoadOptions.positive("--trial-time", time);
        if (asked.compareTo(LEAST_TIME) < 0) {
            throw CliException.usage("--trial-time is at least " + LEAST_TIME.toSeconds() + "s: less tells nothing");
        }
        return asked;
    }

    OptionalInt visitors() {
        if (visitors != null && visitors < 1) {
            throw CliException.usage("--visitors must be at least 1");
        }
        return visitors == null ? OptionalInt.empty() : OptionalInt.of(visitors);
    }

    /** The user's goals, and one about errors. */
    List<Slo> goals() {
        List<Slo> goals = new ArrayList<>();
        try {
            for (String expression : slo) {
                goals.addAll(Slo.parse(expression));
            }
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--slo " + e.getMessage());
        }
        if (goals.stream().noneMatch(goal -> goal.metric() == Slo.Metric.ERRORS)) {
            goals.addAll(Slo.parse(Slo.DEFAULT_ERRORS));
        }
        return List.copyOf(goals);
    }

    /**
     * Says so, before anything is done, where options have nothing to do or make no sense.
     *
     * @param run whether --run is given
     * @param shown whether --diff is
     * @param back whether --rollback is
     */
    void check(boolean run, boolean shown, boolean back) {
        if (measure() && run) {
            throw CliException.usage("--run tells of a load that was; leave it out with --measure or --refine");
        }
        if (refine && (shown || back)) {
            throw CliException.usage("--refine changes the origin: leave out --diff and --rollback");
        }
        if (measure && back) {
            throw CliException.usage("--rollback measures nothing: leave out --measure");
        }
        Map<String, @Nullable Object> loading = new LinkedHashMap<>();
        loading.put("--scenario", scenario);
        loading.put("--target", target);
        loading.put("--trial-time", time);
        loading.put("--allow", allow.isEmpty() ? null : allow);
        loading.put("--resolve, --cacert and --insecure", reaching.given() ? reaching : null);
        Map<String, @Nullable Object> refining = new LinkedHashMap<>();
        refining.put("--trials", trials);
        refining.put("--visitors", visitors);
        refining.put("--slo", slo.isEmpty() ? null : slo);
        List<String> idle = new ArrayList<>(idle(loading, measure(), "--measure or --refine"));
        idle.addAll(idle(refining, refine, "--refine"));
        if (!idle.isEmpty()) {
            throw CliException.usage(String.join("; ", idle));
        }
        trials();
        time();
        visitors();
        goals();
    }

    private static List<String> idle(Map<String, @Nullable Object> given, boolean used, String by) {
        return used
                ? List.of()
                : given.entrySet().stream()
                        .filter(option -> option.getValue() != null)
                        .map(option -> option.getKey()
                                + (option.getKey().contains(" and ") ? " belong to " : " belongs to ")
                                + by)
                        .toList();
    }
}
