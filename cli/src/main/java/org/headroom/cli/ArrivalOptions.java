package org.headroom.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.loadgen.arrivals.ArrivalGrammar;
import org.headroom.loadgen.arrivals.ArrivalSyntaxException;
import org.headroom.loadgen.arrivals.Rate;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.schedule.ArrivalCurve;
import org.headroom.loadgen.schedule.Phase;
import org.headroom.loadgen.schedule.RateLine;
import org.headroom.loadgen.schedule.Spacing;
import org.headroom.scenarios.yaml.DurationText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When visitors come, and for how long. */
final class ArrivalOptions {
    private static final double DEFAULT_RATE = 5;
    private static final String DEFAULT_DURATION = "60s";
    private static final String DEFAULT_RAMP = "10s";

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            description = "Pages that become due per second (also N/m, N/h), whatever the answers do: the open model."
                    + " Default: 5/s.")
    private @Nullable String rate;

    @Option(
            names = "--visitors",
            paramLabel = "N",
            description =
                    "Instead of a rate: so many visitors, each starting over when its visit is done, the closed model: a slow"
                            + " server gets less load, so its percentiles look better than its visitors would find it.")
    private @Nullable Integer visitors;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Time at the full rate, per protocol (default: " + DEFAULT_DURATION + ").")
    private @Nullable String duration;

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            description =
                    "Climb to the full rate before that (default: " + DEFAULT_RAMP + "). It counts in the results.")
    private @Nullable String ramp;

    @Option(
            names = "--arrivals",
            paramLabel = "PHASES",
            description = "Instead of --rate, --ramp and --duration: phases by commas, each with results of its own:"
                    + " ramp 0..50/s 30s, hold 50/s 5m, spike 200/s 10s, soak 20/s 8h,"
                    + " steps 10/s..100/s by 10/s every 30s, profile day.csv 24h in 30m. See docs/arrivals.md.")
    private @Nullable String arrivals;

    @Option(
            names = "--spacing",
            paramLabel = "even|poisson",
            defaultValue = "EVEN",
            description = "Visitors at even distances, or at random ones like independent people, drawn by --seed"
                    + " (default: even).")
    private Spacing spacing = Spacing.EVEN;

    @Option(
            names = "--max-open",
            paramLabel = "N",
            defaultValue = "" + LoadPlan.DEFAULT_OPEN_VISITS,
            description = "Visits open at once; who comes then is turned away, counts as failed and makes the result"
                    + " generator-limited (default: ${DEFAULT-VALUE}).")
    private int maxOpen = LoadPlan.DEFAULT_OPEN_VISITS;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "3s",
            description = "Load before each protocol that counts in no result and is told apart; 0: none"
                    + " (default: ${DEFAULT-VALUE}).")
    private String warmUp = "3s";

    /** How visitors come; every wrong option is named at once. */
    Arrivals arrivals(long seed, Path workingDirectory) {
        if (rate != null && visitors != null) {
            throw CliException.usage("--rate and --visitors exclude each other: an open or a closed model");
        }
        if (arrivals != null) {
            return new Arrivals.OpenCurve(curve(arrivals, workingDirectory), spacing, seed);
        }
        if (visitors != null) {
            if (visitors < 1) {
                throw CliException.usage("--visitors must be at least 1");
            }
            if (spacing != Spacing.EVEN) {
                throw CliException.usage("--spacing is for the open model: --rate or --arrivals, not --visitors");
            }
            return new Arrivals.ClosedVisitors(visitors);
        }
        double perSecond = rate == null ? DEFAULT_RATE : perSecond(rate);
        return spacing == Spacing.EVEN
                ? new Arrivals.OpenRate(perSecond)
                : new Arrivals.OpenCurve(climbAndHold(perSecond), spacing, seed);
    }

    private ArrivalCurve curve(String text, Path workingDirectory) {
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        others.put("--rate", rate);
        others.put("--visitors", visitors);
        others.put("--ramp", ramp);
        others.put("--duration", duration);
        List<String> given = new ArrayList<>();
        others.forEach((name, value) -> {
            if (value != null) {
                given.add(name);
            }
        });
        if (!given.isEmpty()) {
            throw CliException.usage("--arrivals says when and for how long, so leave out " + String.join(", ", given));
        }
        try {
            return ArrivalGrammar.parse(text, workingDirectory);
        } catch (ArrivalSyntaxException e) {
            throw CliException.usage("--arrivals " + String.join("\nheadroom: --arrivals ", e.problems()));
        }
    }

    private ArrivalCurve climbAndHold(double perSecond) {
        List<Phase> phases = new ArrayList<>();
        if (ramp().isPositive()) {
            phases.add(new Phase("ramp", List.of(new RateLine(ramp(), 0, perSecond))));
        }
        phases.add(new Phase("hold", List.of(RateLine.constant(duration(), perSecond))));
        return new ArrivalCurve(phases);
    }

    private static double perSecond(String text) {
        double perSecond = Rate.perSecond(text)
                .filter(number -> number > 0)
                .orElseThrow(() -> CliException.usage("--rate '" + text + "': write for example 5/s, 0.5/s or 300/m"));
        if (perSecond > Rate.HIGHEST_PER_SECOND) {
            throw CliException.usage("--rate " + text + ": at most " + Rate.HIGHEST_PER_SECOND + " pages a second");
        }
        return perSecond;
    }

    /** Time at the full rate; of phases all of it. */
    Duration duration(Arrivals come) {
        return come instanceof Arrivals.OpenCurve curve ? curve.pages().length().minus(ramp(come)) : duration();
    }

    /** Climb before that; phases have their own. */
    Duration ramp(Arrivals come) {
        return come instanceof Arrivals.OpenCurve ? Duration.ZERO : ramp();
    }

    private Duration duration() {
        return LoadOptions.positive("--duration", duration == null ? DEFAULT_DURATION : duration);
    }

    private Duration ramp() {
        return LoadOptions.time("--ramp", ramp == null ? DEFAULT_RAMP : ramp);
    }

    Duration warmUp() {
        return warmUp.strip().equals("0") ? Duration.ZERO : LoadOptions.time("--warm-up", warmUp);
    }

    int openVisits() {
        if (maxOpen < 1) {
            throw CliException.usage("--max-open must be at least 1");
        }
        return maxOpen;
    }

    /** What the reader of the figures must know of how they came about; empty: nothing. */
    static Optional<String> note(Arrivals come) {
        return come instanceof Arrivals.ClosedVisitors(int count)
                ? Optional.of("closed model: " + count + " visitors who start over when they are done, so that a slow"
                        + " server was asked for less; with --rate visitors come whatever the answers do")
                : Optional.empty();
    }

    /** What run.json keeps of it. */
    Map<String, String> asPlan(Arrivals come) {
        Map<String, String> plan = new LinkedHashMap<>();
        switch (come) {
            case Arrivals.OpenRate(double pages) -> plan.put("rate", pages + "/s");
            case Arrivals.OpenCurve _ when arrivals != null -> plan.put("arrivals", arrivals);
            case Arrivals.OpenCurve _ -> {
                plan.put("rate", rate == null ? DEFAULT_RATE + "/s" : rate);
                plan.put("duration", DurationText.format(duration()));
                plan.put("ramp", DurationText.format(ramp()));
            }
            case Arrivals.ClosedVisitors(int count) -> plan.put("visitors", Integer.toString(count));
        }
        plan.putIfAbsent("duration", DurationText.format(duration(come)));
        plan.putIfAbsent("ramp", DurationText.format(ramp(come)));
        plan.put("warmUp", DurationText.format(warmUp()));
        plan.put("maxOpen", Integer.toString(maxOpen));
        plan.put("spacing", spacing.name().toLowerCase(java.util.Locale.ROOT));
        return plan;
    }
}
