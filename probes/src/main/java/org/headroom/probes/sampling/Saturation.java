package org.headroom.probes.sampling;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.headroom.probes.reading.Reading;

/**
 * Names what was full, from a run's readings.
 *
 * <p>Line: a component is saturated when a reading was over its threshold in at least {@value #SHARE} of the samples
 * and at least {@value #LEAST} of them: one full second is a burst, a fifth of the run is a limit.
 *
 * <ul>
 *   <li>fpm: requests waited ({@code listen_queue} > 0), or {@code busy_ratio} ≥ 0.95
 *   <li>apache: {@code busy_ratio} ≥ 0.95
 *   <li>generator: {@code cpu_ratio} ≥ 0.9
 * </ul>
 *
 * <p>Order: FPM with a queue, then Apache or FPM by what is known of the queue, then the generator.
 *
 * <ol>
 *   <li>A request in FPM's queue holds an Apache worker while it waits. With both full and FPM's queue not empty,
 *       Apache's workers wait for FPM: FPM sets the limit. So too when nobody can know the queue.
 *   <li>With FPM's queue known and empty, more workers would have brought more work to FPM: Apache sets the limit.
 *   <li>A full server is the answer whatever the generator's CPU did; the generator is named when nothing else is full,
 *       since then it was the one that could do no more.
 * </ol>
 *
 * Among hosts of one component the one that was over its line for the largest share comes first.
 */
public final class Saturation {
    static final double BUSY = 0.95;
    static final double GENERATOR_CPU = 0.9;
    static final double SHARE = 0.2;
    static final int LEAST = 2;

    private Saturation() {}

    /** What was full first of all; empty when nothing crossed its line. */
    public static Optional<SaturatedComponent> of(List<Reading> readings) {
        Optional<Crossing> queue = worst(readings, "fpm", "listen_queue", Math.nextUp(0));
        Optional<Crossing> pool = worst(readings, "fpm", "busy_ratio", BUSY);
        Optional<Crossing> apache = worst(readings, "apache", "busy_ratio", BUSY);
        Optional<Crossing> generator = worst(readings, "generator", "cpu_ratio", GENERATOR_CPU);
        if (queue.isPresent()) {
            return queue.map(Saturation::queueFull);
        }
        boolean apacheFirst =
                apache.isPresent() && pool.stream().allMatch(full -> queueWasKnown(readings, full.host()));
        if (apacheFirst) {
            return apache.map(full -> busy("apache", "Apache's workers", full));
        }
        return pool.map(full -> busy("fpm", "PHP-FPM pool " + poolOf(full.host()), full))
                .or(() -> generator.map(full -> busy("generator", "the load generator's CPU", full)));
    }

    /**
     * How full each component was, 0 to 1: the mean of its busy (or CPU) ratio, of the fullest host. For
     * capacity.json's {@code saturation}.
     */
    public static Map<String, Double> meanByComponent(List<Reading> readings) {
        Map<String, Double> means = new TreeMap<>();
        Map.of("fpm", "busy_ratio", "apache", "busy_ratio", "generator", "cpu_ratio")
                .forEach((probe, name) -> byHost(readings, probe, name).values().stream()
                        .mapToDouble(Saturation::mean)
                        .max()
                        .ifPresent(mean -> means.put(probe, mean)));
        return means;
    }

    /** A reading that was over its line often enough. */
    private record Crossing(String host, int over, int samples, double highest) {
        double share() {
            return (double) over / samples;
        }
    }

    private static Optional<Crossing> worst(List<Reading> readings, String probe, String name, double threshold) {
        return byHost(readings, probe, name).entrySet().stream()
                .map(host -> crossing(host.getKey(), host.getValue(), threshold))
                .filter(crossing -> crossing.over() >= LEAST && crossing.share() >= SHARE)
                .max(Comparator.comparingDouble(Crossing::share).thenComparingDouble(Crossing::highest));
    }

    private static Crossing crossing(String host, List<Double> values, double threshold) {
        int over = (int) values.stream().filter(value -> value >= threshold).count();
        double highest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return new Crossing(host, over, values.size(), highest);
    }

    private static Map<String, List<Double>> byHost(List<Reading> readings, String probe, String name) {
        return readings.stream()
                .filter(reading ->
                        reading.probe().equals(probe) && reading.name().equals(name))
                .collect(Collectors.groupingBy(
                        Reading::host, LinkedHashMap::new, Collectors.mapping(Reading::value, Collectors.toList())));
    }

    private static boolean queueWasKnown(List<Reading> readings, String host) {
        return readings.stream()
                .anyMatch(reading -> reading.probe().equals("fpm")
                        && reading.host().equals(host)
                        && reading.name().equals("listen_queue"));
    }

    private static SaturatedComponent queueFull(Crossing queue) {
        String evidence = String.format(
                Locale.ROOT,
                "requests waited for a child of PHP-FPM pool %s in %d of %d samples, up to %.0f at once",
                poolOf(queue.host()),
                queue.over(),
                queue.samples(),
                queue.highest());
        return new SaturatedComponent("fpm", machineOf(queue.host()), evidence);
    }

    private static SaturatedComponent busy(String component, String who, Crossing full) {
        double threshold = component.equals("generator") ? GENERATOR_CPU : BUSY;
        String evidence = String.format(
                Locale.ROOT,
                "%s: at least %.0f %% busy in %d of %d samples",
                who,
                threshold * 100,
                full.over(),
                full.samples());
        return new SaturatedComponent(component, machineOf(full.host()), evidence);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static String machineOf(String host) {
        int slash = host.indexOf('/');
        return slash < 0 ? host : host.substring(0, slash);
    }

    private static String poolOf(String host) {
        return host.substring(host.indexOf('/') + 1);
    }
}
