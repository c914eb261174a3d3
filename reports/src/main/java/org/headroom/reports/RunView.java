package org.headroom.reports;

import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.result.RunResult;
import org.headroom.probes.reading.Reading;
import org.headroom.tuner.plan.Plan;

/**
 * A run and what was learnt beside it.
 *
 * @param name what the reader knows it by, e.g. the run directory's name
 * @param notes what else belongs on the page, such as probes that failed and what to do about them, a sentence each
 */
public record RunView(String name, RunResult result, List<Reading> readings, Optional<Plan> plan, List<String> notes) {
    public RunView {
        readings = List.copyOf(readings);
        notes = List.copyOf(notes);
    }
}
