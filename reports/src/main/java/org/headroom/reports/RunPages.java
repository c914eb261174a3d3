package org.headroom.reports;

import java.time.Duration;
import org.headroom.reports.page.RunPage;

/** Puts the sections of a run together. */
final class RunPages {
    private RunPages() {}

    static RunPage page(RunView run, int number) {
        var id = "run" + number;
        var summary = run.result().summary();
        var verdict = new VerdictSection(run);
        var breakdown = new BreakdownSection(summary);
        return new RunPage(
                id,
                run.name(),
                subtitle(run),
                verdict.banners(),
                verdict.hero(),
                breakdown.goals(),
                ProtocolSection.results(summary),
                breakdown.details(),
                ChartSection.percentiles(run.result(), id + "-percentiles"),
                ChartSection.timeline(run.result(), run.readings(), id + "-timeline"),
                ReadingSection.tables(run.readings()),
                run.plan().map(plan -> new TuningSection(plan, id).page()),
                new HonestySection(run).page());
    }

    private static String subtitle(RunView run) {
        var info = run.result().info();
        var duration = Figures.duration(Duration.between(info.start(), info.end()));
        return "%s against %s, %s UTC, %s"
                .formatted(
                        info.scenario(),
                        info.target(),
                        info.start().toString().replace('T', ' ').replaceAll("(:\\d\\d)?(\\.\\d+)?Z$", ""),
                        duration);
    }
}
