package org.headroom.loadgen.distributed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.GeneratorSummary;

/**
 * What several generators used and lacked, as if they were one: cores and counts of all, shares and limits of the one
 * that came nearest to its own.
 */
final class MergedGenerator {
    private final Map<String, List<GeneratorSummary>> turnsByInjector = new LinkedHashMap<>();

    /** Adds one injector's turn. */
    void add(String injector, GeneratorSummary turn) {
        turnsByInjector.computeIfAbsent(injector, _ -> new ArrayList<>()).add(turn);
    }

    /** All of them; what is in the merged recorders is told exactly. */
    GeneratorSummary merge(List<ProtocolRecorder> recorders) {
        Histogram delays = new Histogram(3);
        recorders.forEach(recorder -> delays.add(recorder.startDelays()));
        List<GeneratorSummary> all =
                turnsByInjector.values().stream().flatMap(List::stream).toList();
        double cores = turnsByInjector.values().stream()
                .mapToDouble(turns -> max(turns, one -> one.cpu().cores()))
                .sum();
        return new GeneratorSummary(
                ProtocolRecorder.latency(delays),
                recorders.stream().mapToLong(ProtocolRecorder::notStarted).sum(),
                new GeneratorSummary.Cpu(
                        cores,
                        all.stream()
                                .mapToDouble(one -> one.cpu().mean())
                                .average()
                                .orElse(0),
                        max(all, one -> one.cpu().max()),
                        max(all, one -> one.cpu().machineMax()),
                        max(all, one -> one.cpu().throttled())),
                new GeneratorSummary.GcPauses(
                        sum(all, one -> one.gcPauses().count()),
                        all.stream().mapToDouble(one -> one.gcPauses().total()).sum(),
                        max(all, one -> one.gcPauses().max())),
                fullest(all),
                new GeneratorSummary.EphemeralPorts(
                        all.stream()
                                .mapToLong(one -> one.ephemeralPorts().available())
                                .min()
                                .orElse(0),
                        (long) max(all, one -> one.ephemeralPorts().tcpSockets()),
                        recorders.stream()
                                .mapToLong(ProtocolRecorder::withoutPort)
                                .sum()),
                sum(all, GeneratorSummary::udpDrops));
    }

    private static GeneratorSummary.Descriptors fullest(List<GeneratorSummary> all) {
        return all.stream()
                .map(GeneratorSummary::descriptors)
                .reduce((a, b) -> share(b) > share(a) ? b : a)
                .orElse(new GeneratorSummary.Descriptors(0, 0));
    }

    private static double share(GeneratorSummary.Descriptors descriptors) {
        return descriptors.limit() == 0 ? 0 : (double) descriptors.max() / descriptors.limit();
    }

    private static double max(List<GeneratorSummary> all, ToDoubleFunction<GeneratorSummary> what) {
        return all.stream().mapToDouble(what).max().orElse(0);
    }

    private static long sum(List<GeneratorSummary> all, ToLongFunction<GeneratorSummary> what) {
        return all.stream().mapToLong(what).sum();
    }
}
