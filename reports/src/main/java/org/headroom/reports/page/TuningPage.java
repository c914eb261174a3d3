package org.headroom.reports.page;

import java.util.List;

/** Settings to change and the memory they need. */
public record TuningPage(
        String intro,
        List<Setting> settings,
        String memoryVerdict,
        boolean fits,
        ChartPage memory,
        Table inputs,
        List<String> warnings,
        List<PlannedFile> files) {
    public TuningPage {
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
        files = List.copyOf(files);
    }

    /** A setting before and after. */
    public record Setting(
            String daemon, String name, String before, String after, boolean changed, String formula, String reason) {}

    /** A file to install. */
    public record PlannedFile(String path, String size, String content) {}
}
