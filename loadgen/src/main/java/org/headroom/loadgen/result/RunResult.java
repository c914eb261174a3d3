package org.headroom.loadgen.result;

import java.util.List;
import java.util.Map;

/**
 * A finished run as reports and the tuner read it.
 *
 * @param pageCurves protocol to its page-time percentile curve, from the histogram's own recorded steps
 */
public record RunResult(
        RunInfo info, Summary summary, List<TimelineSecond> timeline, Map<String, List<PercentilePoint>> pageCurves) {
    public RunResult {
        timeline = List.copyOf(timeline);
        pageCurves = Map.copyOf(pageCurves);
    }
}
