package org.headroom.reports.page;

import java.util.List;
import java.util.Optional;

/**
 * One run.
 *
 * @param id prefix of all ids of this run in the file
 * @param visitors who came when and how they fared, as far as the run had such
 * @param generator who sent the load, and what that took
 */
public record RunPage(
        String id,
        String name,
        String subtitle,
        List<Banner> banners,
        Hero hero,
        List<Table> goals,
        Table protocols,
        Optional<Table> failures,
        List<Table> details,
        Optional<ChartPage> percentiles,
        Optional<ChartPage> timeline,
        List<Table> readings,
        List<Part> visitors,
        Optional<TuningPage> tuning,
        List<Part> generator,
        HonestyPage honesty) {
    public RunPage {
        banners = List.copyOf(banners);
        goals = List.copyOf(goals);
        details = List.copyOf(details);
        readings = List.copyOf(readings);
        visitors = List.copyOf(visitors);
        generator = List.copyOf(generator);
    }

    /** What a reader must know before any figure. */
    public record Banner(String kind, String title, List<String> lines) {
        public Banner {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The first screen.
     *
     * @param doubts what the verdict must not be read without, in a few words each
     */
    public record Hero(
            String status,
            String word,
            List<String> doubts,
            String sentence,
            String limit,
            List<KeyFigure> figures,
            List<NextStep> next) {
        public Hero {
            doubts = List.copyOf(doubts);
            figures = List.copyOf(figures);
            next = List.copyOf(next);
        }
    }

    /**
     * One of the three numbers.
     *
     * @param others the same figure over the other protocols
     */
    public record KeyFigure(String label, String value, String unit, String source, String others) {}

    /** What to do. */
    public record NextStep(String what, String why) {}
}
