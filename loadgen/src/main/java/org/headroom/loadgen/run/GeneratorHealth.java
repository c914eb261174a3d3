package org.headroom.loadgen.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.Latency;
import org.headroom.loadgen.result.TimelineSecond;

/**
 * Whether the generator itself distorted the result. Two signs: pages that started later than intended, measured
 * against what the page times themselves are; and a JVM that used up the machine's cores.
 */
final class GeneratorHealth {
    private static final double TOLERATED_DELAY_MILLIS = 10;
    private static final double TOLERATED_SHARE_OF_PAGE = 0.05;
    private static final double CPU_LIMIT = 0.90;
    private static final double TOLERATED_BUSY_SECONDS = 0.10;

    private final OperatingSystemMXBean system;

    GeneratorHealth() {
        this.system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }

    /** CPU of this JVM since the last call, as a share of all cores; 0 where the platform cannot tell. */
    double cpuShare() {
        double load = system.getProcessCpuLoad();
        return load >= 0 ? load : 0;
    }

    /** One sentence for each reason why this protocol's figures are the generator's and not the target's. */
    static List<String> limits(ProtocolRecorder recorder, Latency pages) {
        List<String> reasons = new ArrayList<>();
        double delay = recorder.startDelayP99Millis();
        double tolerated = Math.max(TOLERATED_DELAY_MILLIS, TOLERATED_SHARE_OF_PAGE * pages.p50());
        if (delay > tolerated) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%s: 1 %% of pages started %.0f ms or more after their intended start (tolerated: %.0f ms)",
                    recorder.protocol(),
                    delay,
                    tolerated));
        }
        List<TimelineSecond> rows = recorder.timeline();
        long busy = rows.stream().filter(row -> row.generatorCpu() >= CPU_LIMIT).count();
        if (!rows.isEmpty() && busy > TOLERATED_BUSY_SECONDS * rows.size()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%s: the generator used 90 %% of all cores or more in %d of %d seconds",
                    recorder.protocol(),
                    busy,
                    rows.size()));
        }
        return reasons;
    }
}
