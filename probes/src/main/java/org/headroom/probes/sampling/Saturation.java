package org.headroom.probes.sampling;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.headroom.probes.reading.Reading;

/**
 * Names what was full, from a run's readings, of which it keeps sums only. Safe for use by many threads.
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

    /** Readings that say how full something is, by probe and name, with their lines; of a queue that is anything. */
    private static final Map<String, Double> LINES = Map.of(
            "fpm listen_queue", Double.MIN_VALUE,
            "fpm busy_ratio", BUSY,
            "apache busy_ratio", BUSY,
            "generator cpu_ratio", GENERATOR_CPU);

    /** By probe and name, then by host; of each only sums, so that it stays small however long a run is. */
    private final Map<String, Map<String, Crossing>> series = new LinkedHashMap<>();

    private boolean stackRead;

    /** What was full first of all in those readings; empty when nothing crossed its line. */
    public static Optional<SaturatedComponent> of(List<Reading> readings) {
        return tally(readings).first();
    }

    /** All of those. */
    static Saturation tally(List<Reading> readings) {
        Saturation tally = new Saturation();
        readings.forEach(tally::add);
        return tally;
    }

    /** One more reading of the run. */
    public synchronized void add(Reading reading) {
        stackRead |= !reading.probe().equals("generator") && !reading.name().equals("up");
        String what = reading.probe() + " " + reading.name();
        Double line = LINES.get(what);
        if (line != null) {
            series.computeIfAbsent(what, _ -> new LinkedHashMap<>())
                    .merge(reading.host(), Crossing.of(reading.host(), reading.value(), line), Crossing::plus);
        }
    }

    /** Whether any probe of the stack could read anything. */
    public synchronized boolean stackWasRead() {
        return stackRead;
    }

    /** What was full first of all; empty when nothing crossed its line. */
    public synchronized Optional<SaturatedComponent> first() {
        Optional<Crossing> queue = worst("fpm listen_queue");
        Optional<Crossing> pool = worst("fpm busy_ratio");
        Optional<Crossing> apache = worst("apache busy_ratio");
        Optional<Crossing> generator = worst("generator cpu_ratio");
        if (queue.isPresent()) {
            return queue.map(Saturation::queueFull);
        }
        boolean apacheFirst = apache.isPresent()
                && pool.stream().allMatch(full -> byHost("fpm listen_queue").containsKey(full.host()));
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
    public synchronized Map<String, Double> meanByComponent() {
        Map<String, Double> means = new TreeMap<>();
        Map.of("fpm", "busy_ratio", "apache", "busy_ratio", "generator", "cpu_ratio")
                .forEach((probe, name) -> byHost(probe + " " + name).values().stream()
                        .mapToDouble(one -> one.sum() / one.samples())
                        .max()
                        .ifPresent(mean -> means.put(probe, mean)));
        return means;
    }

    /** How often a reading was over its line. */
    private record Crossing(String host, int over, int samples, double highest, double sum) {
        static Crossing of(String host, double value, double line) {
            return new Crossing(host, value >= line ? 1 : 0, 1, value, value);
        }

        Crossing plus(Crossing next) {
            return new Crossing(
                    host, over + next.over, samples + next.samples, Math.max(highest, next.highest), sum + next.sum);
        }

        double share() {
            return (double) over / samples;
        }
    }

    private Map<String, Crossing> byHost(String what) {
        return series.getOrDefault(what, Map.of());
    }

    /** The host that was over its line for the largest share, if that is often enough. */
    private Optional<Crossing> worst(String what) {
        return byHost(what).values().stream()
                .filter(crossing -> crossing.over() >= LEAST && crossing.share() >= SHARE)
                .max(Comparator.comparingDouble(Crossing::share).thenComparingDouble(Crossing::highest));
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

    private static String machineOf(String host) {
        int slash = host.indexOf('/');
        return slash < 0 ? host : host.substring(0, slash);
    }

    private static String poolOf(String host) {
        return host.substring(host.indexOf('/') + 1);
    }
}
