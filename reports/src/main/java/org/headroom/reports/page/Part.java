package org.headroom.reports.page;

import java.util.List;
import java.util.Optional;

/**
 * A part of the page that only runs have which did what it tells of.
 *
 * @param id of the section
 * @param link what the contents call it
 * @param lead what the reader looks at, in a sentence or two; plain text
 * @param asked words of the user that belong here, such as the arrivals; empty when there are none
 */
public record Part(
        String id,
        String link,
        String title,
        String lead,
        String asked,
        List<String> alarms,
        Optional<ChartPage> chart,
        List<Table> tables) {
    public Part {
        alarms = List.copyOf(alarms);
        tables = List.copyOf(tables);
    }

    /** Tables alone. */
    public static Part of(String id, String link, String title, String lead, List<Table> tables) {
        return new Part(id, link, title, lead, "", List.of(), Optional.empty(), tables);
    }

    /** The same with the words of the user. */
    public Part asked(String words) {
        return new Part(id, link, title, lead, words, alarms, chart, tables);
    }

    /** The same with sentences that nobody may overlook. */
    public Part alarming(List<String> sentences) {
        return new Part(id, link, title, lead, asked, sentences, chart, tables);
    }

    /** The same with a chart before its tables. */
    public Part drawn(ChartPage drawing) {
        return new Part(id, link, title, lead, asked, alarms, Optional.of(drawing), tables);
    }
}
