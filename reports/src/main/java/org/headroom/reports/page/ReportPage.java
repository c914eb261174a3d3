package org.headroom.reports.page;

import java.util.List;

/** The whole file. */
public record ReportPage(String title, String css, List<RunPage> runs) {
    public ReportPage {
        runs = List.copyOf(runs);
    }
}
