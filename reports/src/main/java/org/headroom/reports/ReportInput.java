package org.headroom.reports;

import java.util.List;

/** What a report is about: one run or several, shown in this order. */
public record ReportInput(List<RunView> runs) {
    public ReportInput {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one run");
        }
    }

    /** A report on one run. */
    public static ReportInput of(RunView run) {
        return new ReportInput(List.of(run));
    }
}
