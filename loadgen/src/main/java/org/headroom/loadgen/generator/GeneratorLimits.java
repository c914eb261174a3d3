package org.headroom.loadgen.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.headroom.loadgen.result.Latency;

/**
 * Whether the generator distorted a result, and by what: one sentence for each reason.
 *
 * <ul>
 *   <li>starts: 1 % of pages began later than intended by more than 10 ms and more than 5 % of the median page
 *   <li>visits turned away: any, since more were open at once than allowed
 *   <li>CPU: 90 % of its cores or more in a tenth of the seconds; or a container's limit held it back in a tenth of its
 *       periods
 *   <li>garbage collection: stopped for 1 % of the time, so that the 99th percentile is its own, by pauses that are
 *       longer than the tolerated delay
 *   <li>descriptors: nine tenths of the limit in use
 *   <li>local ports: any connection that found none
 *   <li>UDP: one datagram in a thousand dropped on this side, over h3
 * </ul>
 */
public final class GeneratorLimits {
    private static final double TOLERATED_DELAY_MILLIS = 10;
    private static final double TOLERATED_SHARE_OF_PAGE = 0.05;
    private static final double TOLERATED_BUSY_SHARE = 0.10;
    private static final double TOLERATED_PAUSED_SHARE = 0.01;
    private static final double TOLERATED_FILES = 0.90;
    private static final double TOLERATED_DROPS = 0.001;

    private GeneratorLimits() {}

    /**
     * What one protocol's turn showed.
     *
     * @param protocol h1, h2 or h3
     * @param startDelay intended to actual start
     * @param pages page times
     * @param notStarted visits turned away because too many were open
     * @param withoutPort connections that found no local port
     * @param dropped UDP datagrams lost on this side
     */
    public record Turn(
            String protocol,
            GeneratorUse use,
            Latency startDelay,
            Latency pages,
            long notStarted,
            long withoutPort,
            long dropped) {}

    /** One sentence each; empty: the figures are the target's. */
    public static List<String> of(Turn turn) {
        List<String> reasons = new ArrayList<>();
        starts(turn, reasons);
        cpu(turn, reasons);
        pauses(turn, reasons);
        sockets(turn, reasons);
        return reasons.stream().map(reason -> turn.protocol() + ": " + reason).toList();
    }

    private static double toleratedMillis(Turn turn) {
        return Math.max(
                TOLERATED_DELAY_MILLIS, TOLERATED_SHARE_OF_PAGE * turn.pages().p50());
    }

    private static void starts(Turn turn, List<String> reasons) {
        if (turn.startDelay().p99() > toleratedMillis(turn)) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "1 %% of pages started %.0f ms or more after their intended start (tolerated: %.0f ms);"
                            + " the machine used up to %.0f %% of its CPU meanwhile",
                    turn.startDelay().p99(),
                    toleratedMillis(turn),
                    100 * turn.use().machineMax()));
        }
        if (turn.notStarted() > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%d visits were not started, and count as failed, because as many as --max-open allows were open",
                    turn.notStarted()));
        }
    }

    private static void cpu(Turn turn, List<String> reasons) {
        GeneratorUse use = turn.use();
        if (use.busySamples() > TOLERATED_BUSY_SHARE * use.samples()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the generator used 90 %% of its %s or more in %d of %d seconds",
                    cores(use.cores()),
                    use.busySamples(),
                    use.samples()));
        }
        if (use.throttledPeriods() > TOLERATED_BUSY_SHARE * use.periods()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the container's limit of %s held the generator back in %d of %d periods",
                    cores(use.cores()),
                    use.throttledPeriods(),
                    use.periods()));
        }
    }

    private static void pauses(Turn turn, List<String> reasons) {
        GeneratorUse use = turn.use();
        if (use.pausedShare() >= TOLERATED_PAUSED_SHARE && use.longestPauseMillis() > toleratedMillis(turn)) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "garbage collection stopped the generator for %.1f %% of the time, up to %.0f ms at once;"
                            + " a larger heap helps (HEADROOM_HEAP=4g)",
                    100 * use.pausedShare(),
                    use.longestPauseMillis()));
        }
    }

    private static void sockets(Turn turn, List<String> reasons) {
        GeneratorUse use = turn.use();
        if (use.fileLimit() > 0 && use.mostFiles() >= TOLERATED_FILES * use.fileLimit()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%d of %d file descriptors were in use; raise the hard limit (ulimit -Hn)",
                    use.mostFiles(),
                    use.fileLimit()));
        }
        if (turn.withoutPort() > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%d connections found no free local port of %d; widen net.ipv4.ip_local_port_range or load"
                            + " more addresses",
                    turn.withoutPort(),
                    use.localPorts()));
        }
        boolean udp = turn.protocol().equals("h3");
        if (udp && turn.dropped() > TOLERATED_DROPS * use.datagramsIn()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%d of %d UDP datagrams were dropped on this side, since a receive buffer was full; raise"
                            + " net.core.rmem_max",
                    turn.dropped(),
                    use.datagramsIn() + turn.dropped()));
        }
    }

    private static String cores(double cores) {
        if (cores == 1) {
            return "one core";
        }
        return cores == Math.rint(cores)
                ? String.format(Locale.ROOT, "%.0f cores", cores)
                : String.format(Locale.ROOT, "%.1f cores", cores);
    }
}
