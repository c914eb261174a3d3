package org.headroom.reports;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.reports.page.Part;
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
                ProtocolSection.failures(summary),
                breakdown.details(),
                ChartSection.percentiles(run.result(), id + "-percentiles"),
                ChartSection.timeline(run.result(), run.readings(), id + "-timeline"),
                ReadingSection.tables(run.readings()),
                visitors(run, id),
                run.plan().map(plan -> new TuningSection(plan, id).page()),
                present(List.of(InjectorSection.part(summary, id), GeneratorSection.part(summary, id))),
                new HonestySection(run).page());
    }

    private static List<Part> visitors(RunView run, String id) {
        var summary = run.result().summary();
        var arrivals = new ArrivalSection(run.result(), id);
        return present(List.of(
                arrivals.phases(),
                new TimingSection(summary, id).part(),
                arrivals.views(),
                DiscoverySection.part(summary, id),
                RoamingSection.part(summary, id)));
    }

    private static List<Part> present(List<Optional<Part>> parts) {
        return parts.stream().flatMap(Optional::stream).toList();
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
