package org.headroom.tuner.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.headroom.tuner.plan.Plan.MemoryTable;

/**
 * What follows for the host from a number of children in each pool: Apache's workers and the memory of it all.
 *
 * <p>Memory = reserved + page cache + Apache parent + ServerLimit × (a₀ + ThreadsPerChild × a₁) + FPM master + opcache
 * (once) + Σ pools (children × memory of the worst child) + connections to a MariaDB on this host × memory of one. Every row is at its most, so the sum holds at any load.
 *
 * @param children by pool, in the order of the measurements
 */
record Layout(OriginMeasurements origin, List<Integer> children, ApacheWorkers workers, ApacheProcesses processes) {
    Layout {
        children = List.copyOf(children);
    }

    static Layout of(OriginMeasurements origin, List<Integer> children, TuningOptions options) {
        ApacheWorkers workers = ApacheWorkers.of(
                        sum(children),
                        queued(origin, children, options.longestQueueWait()),
                        staticWorkers(origin, options))
                .times(options.wish().workers());
        return new Layout(origin, children, workers, ApacheProcesses.forWorkers(workers.total()));
    }

    int totalChildren() {
        return sum(children);
    }

    int childrenOf(OriginMeasurements.Pool pool) {
        return children.get(origin.pools().indexOf(pool));
    }

    MemoryTable memory() {
        List<MemoryTable.Line> lines = new ArrayList<>();
        OriginMeasurements.Host host = origin.host();
        lines.add(
                line("reserved for others on the host", 1, host.reservedBytes().ceil()));
        lines.add(line("page cache floor", 1, host.pageCacheBytes().ceil()));
        lines.add(line("apache parent", 1, origin.apache().parentBytes().ceil()));
        lines.add(line("apache processes", processes.serverLimit(), apacheProcessBytes()));
        lines.add(line("php-fpm master", 1, origin.fpm().masterBytes().ceil()));
        lines.add(line("opcache, shared", 1, origin.fpm().opcacheBytes().ceil()));
        for (OriginMeasurements.Pool pool : origin.pools()) {
            lines.add(line("php-fpm children of " + pool.name(), childrenOf(pool), pool.plannedBytes()));
        }
        long connection = origin.database().connectionBytes().ceil();
        if (connection > 0) {
            lines.add(line("mariadb connections", connections(), connection));
        }
        long total = lines.stream().mapToLong(MemoryTable.Line::sumBytes).reduce(0, Layout::add);
        return new MemoryTable(lines, total, (long) host.budgetBytes().value());
    }

    boolean fits() {
        MemoryTable memory = memory();
        return memory.totalBytes() <= memory.budgetBytes();
    }

    /** Of all children that may ask the node on this host at the same time. */
    private long connections() {
        return totalChildren()
                + Math.min(1_000_000, origin.database().connectionsOfOthers().ceil());
    }

    private long apacheProcessBytes() {
        double bytes = origin.apache().processBytes().value()
                + processes.threadsPerChild() * origin.apache().threadBytes().value();
        return (long) Math.ceil(bytes);
    }

    private static int staticWorkers(OriginMeasurements origin, TuningOptions options) {
        return NeededChildren.of(
                origin.staticTraffic().requestsPerSecond().value(),
                origin.staticTraffic().serviceSeconds().value(),
                options);
    }

    private static int queued(OriginMeasurements origin, List<Integer> children, Duration longestWait) {
        double cores = origin.host().cores().value();
        int queued = 0;
        for (int i = 0; i < children.size(); i++) {
            queued += QueueBound.of(children.get(i), origin.pools().get(i), cores, longestWait);
        }
        return queued;
    }

    private static int sum(List<Integer> children) {
        return children.stream().mapToInt(Integer::intValue).sum();
    }

    private static MemoryTable.Line line(String component, long count, long bytesEach) {
        return new MemoryTable.Line(component, count, bytesEach, multiply(count, bytesEach));
    }

    /** Saturating: whatever is beyond a long fits no budget anyway. */
    private static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long product = a * b;
        return high == 0 && product >= 0 ? product : Long.MAX_VALUE;
    }

    private static long add(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
