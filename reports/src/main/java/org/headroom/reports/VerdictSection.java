package org.headroom.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.loadgen.result.Limit;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.SloResult;
import org.headroom.loadgen.result.Summary;
import org.headroom.reports.page.RunPage.Banner;
import org.headroom.reports.page.RunPage.Hero;
import org.headroom.reports.page.RunPage.KeyFigure;
import org.jspecify.annotations.Nullable;

/** The first screen: banners, verdict, three numbers. */
final class VerdictSection {
    private final RunView run;
    private final Summary summary;
    private final Optional<Headline> headline;

    VerdictSection(RunView run) {
        this.run = run;
        this.summary = run.result().summary();
        this.headline = Headline.of(summary);
    }

    Hero hero() {
        var word = switch (summary.verdict()) {
            case PASS -> "Pass";
            case FAIL -> "Fail";
            case INTERRUPTED -> "Interrupted";
        };
        return new Hero(
                summary.verdict().label(),
                word,
                doubts(),
                sentence(),
                limit(summary.limit()),
                headline.map(this::figures).orElse(List.of()),
                new NextSteps(run).steps());
    }

    List<Banner> banners() {
        var banners = new ArrayList<Banner>();
        if (run.result().info().embeddedDemo()) {
            banners.add(new Banner(
                    "demo",
                    "This is the embedded demo stack, not your site.",
                    List.of("Server and generator shared one machine: the figures show what Headroom does, and say "
                            + "nothing about any real server.")));
        }
        if (run.result().info().interrupted()) {
            banners.add(new Banner(
                    "interrupted",
                    "This run was interrupted.",
                    List.of("What follows is the part until then. It is no verdict.")));
        }
        if (summary.generatorLimited()) {
            banners.add(new Banner(
                    "limited",
                    "The load generator was at its own limit: do not take these figures for the target's, which may "
                            + "do better.",
                    summary.generatorLimits()));
        }
        var lost = InjectorSection.lost(summary);
        if (!lost.isEmpty()) {
            banners.add(new Banner(
                    "lost",
                    "Part of the load is missing: %s of the run was not sent, or nobody saw what became of it."
                            .formatted(Figures.percent(InjectorSection.missing(summary) * 100)),
                    lost));
        }
        return banners;
    }

    /** What the verdict must not be read without. */
    private List<String> doubts() {
        var doubts = new ArrayList<String>();
        if (summary.generatorLimited()) {
            doubts.add("Generator at its limit: figures not to be trusted");
        }
        var lost = InjectorSection.lost(summary).size();
        if (lost > 0) {
            doubts.add("%d of %s lost"
                    .formatted(lost, Figures.plural(summary.injectors().size(), "injector", "injectors")));
        }
        return doubts;
    }

    private String sentence() {
        if (headline.isEmpty()) {
            return switch (summary.verdict()) {
                case PASS, FAIL -> "No page ended, so there is nothing to judge.";
                case INTERRUPTED -> "Interrupted before the first page ended.";
            };
        }
        var best = headline.get().sentence();
        return switch (summary.verdict()) {
            case PASS -> summary.slo().isEmpty() ? best + ". No goals were set." : "Meets the goals: " + best + ".";
            case FAIL -> missed() + " Best: " + best + ".";
            case INTERRUPTED -> "Interrupted, so no verdict; until then " + best + ".";
        };
    }

    private String missed() {
        var missed = summary.slo().stream().filter(s -> !s.pass()).toList();
        if (missed.isEmpty()) {
            var failed = summary.protocols().stream()
                    .mapToLong(p -> p.pages().failed())
                    .sum();
            return failed == 0
                    ? "Does not pass."
                    : "Does not pass: " + Figures.plural(failed, "page", "pages") + " failed.";
        }
        var first = missed.getFirst();
        return "Misses %d of %s: %s came to %s%s%s."
                .formatted(
                        missed.size(),
                        Figures.plural(summary.slo().size(), "goal", "goals"),
                        first.expression(),
                        observed(first),
                        first.protocol().isEmpty() ? "" : " over " + first.protocol(),
                        missed.size() == 1 ? "" : ", and " + (missed.size() - 1) + " more");
    }

    /** In the unit of the goal: per cent for errors, time for the rest. */
    static String observed(SloResult goal) {
        return isShare(goal) ? Figures.percent(goal.observed()) : Figures.time(goal.observed());
    }

    private static boolean isShare(SloResult goal) {
        return goal.expression().strip().toLowerCase(Locale.ROOT).endsWith("%");
    }

    private static String limit(@Nullable Limit limit) {
        if (limit == null) {
            return "Nobody watched the tiers in this run, so what gives way first is not known.";
        }
        var evidence = limit.evidence().isBlank() ? "" : " " + limit.evidence();
        if (limit.component().equals("none")) {
            return "Nothing reached its limit at this load." + evidence;
        }
        if (limit.component().equals("unknown")) {
            return "What gives way first is not known." + evidence;
        }
        var on = limit.host().isBlank() ? "" : " on " + limit.host();
        return Names.component(limit.component()) + on + " gave way first"
                + (evidence.isEmpty() ? "." : ":" + evidence);
    }

    private List<KeyFigure> figures(Headline best) {
        var pages = best.protocol().pages();
        var at = "/protocols/" + best.index() + "/pages/";
        var over = " over " + best.protocol().protocol();
        var p95 = Figures.time(pages.latency().p95()).split(" ", 2);
        return List.of(
                new KeyFigure(
                        "Good pages per second" + over,
                        Figures.rate(pages.perSecond()),
                        "/s",
                        at + "perSecond",
                        others(best, p -> Figures.rate(p.pages().perSecond()))),
                new KeyFigure(
                        "95th percentile of page time" + over,
                        p95[0],
                        p95[1],
                        at + "latency/p95",
                        others(best, p -> Figures.time(p.pages().latency().p95()))),
                new KeyFigure(
                        "Failed pages" + over,
                        Figures.count(pages.failed()),
                        "of " + Figures.count(pages.count()),
                        at + "failed",
                        others(best, p -> Figures.count(p.pages().failed()))));
    }

    private String others(Headline best, Function<ProtocolSummary, String> figure) {
        return summary.protocols().stream()
                .filter(p -> !p.equals(best.protocol()))
                .map(p -> p.protocol() + " " + figure.apply(p))
                .collect(Collectors.joining(" · "));
    }
}
