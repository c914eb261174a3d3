package org.headroom.cli;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.probes.check.CheckResult;
import org.headroom.probes.check.CheckState;
import org.headroom.probes.check.History;
import org.headroom.probes.check.Judged;
import org.headroom.probes.check.Look;
import org.headroom.probes.check.TextFormat;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.sampling.MeterReadings;
import org.headroom.probes.tier.Wiring;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.ConfigException;
import org.jspecify.annotations.Nullable;

/** Look after look until a signal comes. */
final class WatchJob {
    private final Session session;
    private final WatchedOptions watched;
    private final Duration interval;

    WatchJob(Session session, WatchedOptions watched, Duration interval) {
        this.session = session;
        this.watched = watched;
        this.interval = interval;
    }

    int run(@Nullable String listen) throws ConfigException, IOException, InterruptedException {
        Stack stack = StackFile.read(watched.stackFile(session));
        Selection selection = watched.selection(stack);
        CountDownLatch stopped = new CountDownLatch(1);
        try (MetricsEndpoint endpoint = listen == null ? null : ListenAddress.endpoint(listen);
                StackWatch watch = StackWatch.of(stack, selection, Wiring.Purpose.WATCH, session.clock())) {
            session.interruption().endsWell();
            session.interruption().onInterrupt(stopped::countDown);
            watch.notes().forEach(note -> session.terminal().line("Note: " + note));
            if (endpoint != null) {
                session.terminal().line("Metrics: " + endpoint.url());
            }
            watchOn(stack, watch, Optional.ofNullable(endpoint).map(it -> new Meters(it.registry())), stopped);
        }
        return ExitCode.GOOD;
    }

    private void watchOn(Stack stack, StackWatch watch, Optional<Meters> meters, CountDownLatch stopped)
            throws InterruptedException {
        History history = new History(stack.checking(), session.clock()::getZone);
        CheckState state = CheckState.NONE;
        boolean first = true;
        long next = System.nanoTime();
        do {
            Look look = history.completed(watch.looker().look(state.past(), watched.timeout()), state);
            Instant now = look.now().time();
            CheckResult result = new CheckResult(
                    look.now(), history.judged(look.verdicts(), state, now), look.took(), watch.notes());
            state = history.after(state, look, true);
            meters.ifPresent(all -> all.accept(result));
            String changes = TextFormat.changes(result);
            if (!changes.isEmpty() || first) {
                String time = LocalDateTime.ofInstant(now, session.clock().getZone())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
                session.terminal()
                        .line(time + " " + (changes.isEmpty() ? TextFormat.summary(result) : changes.strip()));
            }
            first = false;
            // Looks that take longer than the interval are not made up for.
            next = Math.max(next + interval.toNanos(), System.nanoTime());
        } while (!stopped.await(next - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    /** Readings and verdicts as meters. What is not read any more is taken away, rather than frozen at its last value. */
    private static final class Meters {
        private static final String LEVEL = "headroom.check.level";

        private final MeterRegistry registry;
        private final MeterReadings readings;
        private final Map<String, AtomicReference<Double>> levels = new ConcurrentHashMap<>();
        private final AtomicReference<Double> lastLook = new AtomicReference<>(0.0);

        Meters(MeterRegistry registry) {
            this.registry = registry;
            this.readings = new MeterReadings(registry);
            Gauge.builder("headroom.check.timestamp", lastLook::get)
                    .baseUnit("seconds")
                    .description("When the last look was.")
                    .register(registry);
        }

        void accept(CheckResult result) {
            Set<Reading> seen = new HashSet<>(result.now().readings());
            seen.forEach(readings);
            readings.keepOnly(seen);
            for (Judged one : result.judged()) {
                levels.computeIfAbsent(one.verdict().key(), _ -> gauge(one))
                        .set(one.quiet().isPresent() ? 0.0 : one.level().exitCode());
            }
            Set<String> kept = new HashSet<>();
            result.judged().forEach(one -> kept.add(one.verdict().key()));
            List.copyOf(levels.keySet()).stream()
                    .filter(key -> !kept.contains(key))
                    .forEach(this::forget);
            lastLook.set(result.time().toEpochMilli() / 1e3);
        }

        private void forget(String key) {
            String[] words = key.split(" ", 3);
            levels.remove(key);
            registry.find(LEVEL)
                    .tag("probe", words[0])
                    .tag("host", words[1])
                    .tag("check", words[2])
                    .meters()
                    .forEach(registry::remove);
        }

        private AtomicReference<Double> gauge(Judged one) {
            AtomicReference<Double> level = new AtomicReference<>(0.0);
            Gauge.builder(LEVEL, level::get)
                    .description("0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN")
                    .tag("probe", one.verdict().probe())
                    .tag("host", one.verdict().host())
                    .tag("check", one.verdict().check())
                    .register(registry);
            return level;
        }
    }
}
