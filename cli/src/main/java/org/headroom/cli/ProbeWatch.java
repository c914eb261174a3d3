package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.headroom.probes.generator.GeneratorProbe;
import org.headroom.probes.generator.JvmCounters;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.ProbeLog;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.sampling.Probe;
import org.headroom.probes.sampling.Sampler;
import org.headroom.probes.tier.Wiring;
import org.headroom.scenarios.stack.Stack;

/** The probes of a run, sampled once a second into probes.jsonl until closed. */
final class ProbeWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofMillis(900);

    private final Optional<StackWatch> watched;
    private final ProbeLog log;
    private final Sampler sampler;

    private ProbeWatch(Optional<StackWatch> watched, ProbeLog log, Sampler sampler) {
        this.watched = watched;
        this.log = log;
        this.sampler = sampler;
    }

    static ProbeWatch start(
            Optional<Stack> stack,
            DoubleSupplier startDelaySeconds,
            Path file,
            Consumer<Reading> readings,
            Consumer<ProbeFailure> failures)
            throws IOException {
        Clock clock = Clock.systemUTC();
        ProbeLog log = ProbeLog.create(file);
        Optional<StackWatch> watched = stack.map(one -> StackWatch.of(one, Selection.ALL, Wiring.Purpose.LOAD, clock));
        List<Probe> all = new ArrayList<>(watched.map(StackWatch::probes).orElse(List.of()));
        all.add(new GeneratorProbe(JvmCounters::now, startDelaySeconds, clock));
        Sampler sampler = new Sampler(all, INTERVAL, DEADLINE, clock, log.andThen(readings), failures);
        sampler.start();
        return new ProbeWatch(watched, log, sampler);
    }

    @Override
    public void close() throws IOException {
        sampler.close();
        watched.ifPresent(StackWatch::close);
        log.close();
    }
}
