package org.headroom.loadgen.run;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.headroom.loadgen.browser.WarmCaches;
import org.headroom.loadgen.generator.GeneratorLimits;
import org.headroom.loadgen.generator.GeneratorUse;
import org.headroom.loadgen.generator.GeneratorWatch;
import org.headroom.loadgen.generator.HostCounters;
import org.headroom.loadgen.record.IntervalSink;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.schedule.Entry;
import org.headroom.loadgen.schedule.Schedule;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transport;
import org.jspecify.annotations.Nullable;

/** One protocol's turn of a plan: a warm-up that counts in no result, then the measured part. */
final class ProtocolRun {
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Gatling's own start and end, on a loaded machine. */
    private static final Duration GATLING_PATIENCE = Duration.ofSeconds(30);
    /** Time for the last pages of a warm-up; what is not done then is cut off. */
    private static final Duration WARM_UP_PATIENCE = Duration.ofSeconds(2);

    private static final double NANOS = 1e9;

    private final LoadPlan plan;
    private final Protocol protocol;
    private final LoadRun.TransportFactory transports;
    private final HostCounters.Source host;
    private final RunListener listener;
    private final StartGate gate;
    private final WarmCaches caches;
    private volatile String transportName = "";
    private volatile @Nullable Played playing;
    private volatile @Nullable Played measured;
    private volatile @Nullable GeneratorWatch watch;
    private volatile ProtocolSummary.@Nullable WarmUp warmUp;
    private volatile long datagramsDropped;
    private volatile boolean stopped;

    ProtocolRun(
            LoadPlan plan,
            Protocol protocol,
            LoadRun.TransportFactory transports,
            HostCounters.Source host,
            RunListener listener,
            StartGate gate) {
        this.plan = plan;
        this.protocol = protocol;
        this.transports = transports;
        this.host = host;
        this.listener = listener;
        this.gate = gate;
        // What a warm-up learns, returning visitors of the measured part already have.
        this.caches = new WarmCaches(plan.scenario().returning().away(), InstantSource.system());
    }

    void execute(IntervalSink logs) throws IOException, InterruptedException {
        if (plan.warmUp().isPositive() && !stopped) {
            warmUp();
        }
        if (!stopped) {
            measure(logs);
        }
    }

    private double pagesPerVisit() {
        return plan.scenario().meanPagesPerVisit();
    }

    /** Over a transport of its own, so that none of its connections and counters are left in the measured part. */
    private void warmUp() throws IOException, InterruptedException {
        Schedule schedule = plan.arrivals().warmUp(plan.warmUp(), pagesPerVisit());
        if (schedule.fireNanos(0).isEmpty()) {
            return;
        }
        listener.warmingUp(protocol, plan.warmUp());
        long begun = System.nanoTime();
        Duration end = plan.warmUp().plus(WARM_UP_PATIENCE);
        try (Transport transport = transports.create(protocol)) {
            Entry soon = new Entry(gate.share(), OptionalLong.empty());
            Played played = new Played(
                    plan,
                    new Played.Part(schedule, soon, plan.warmUp(), end, Optional.of(end), List.of()),
                    transport,
                    caches);
            play(played, _ -> {});
            played.recorder().ifPresent(recorder -> {
                recorder.cut(_ -> {}, _ -> {});
                ProtocolSummary.Pages pages = recorder.summary("").pages();
                warmUp = new ProtocolSummary.WarmUp(
                        (System.nanoTime() - begun) / NANOS,
                        pages.count(),
                        pages.failed(),
                        pages.latency().p95());
            });
        }
    }

    private void measure(IntervalSink logs) throws IOException, InterruptedException {
        // What start-up and warm-up left would make the first collection of the measured part a long one.
        System.gc();
        Duration length = plan.ramp().plus(plan.duration());
        Duration deadline =
                length.plus(plan.limits().page()).plus(GATLING_PATIENCE).plus(longestThinking());
        Schedule schedule = plan.arrivals().schedule(plan.ramp(), plan.duration(), pagesPerVisit());
        try (Transport transport = transports.create(protocol);
                GeneratorWatch mine = new GeneratorWatch(host)) {
            transportName = transport.name();
            watch = mine;
            listener.protocolStarted(protocol, transport.name(), length);
            Entry entry = gate.pass(protocol);
            if (stopped) {
                return;
            }
            Played played = new Played(
                    plan,
                    new Played.Part(
                            schedule,
                            entry,
                            length,
                            deadline,
                            Optional.empty(),
                            plan.arrivals().phases()),
                    transport,
                    caches);
            measured = played;
            Drain drain = new Drain(length);
            play(played, elapsed -> {
                tick(played, transport, mine, logs);
                drain.tell(elapsed);
            });
            datagramsDropped = dropped(transport, mine);
            played.recorder().ifPresent(logs::append);
            List<String> notes = transport.notes();
            if (!notes.isEmpty()) {
                listener.notes(protocol, notes);
            }
        }
    }

    /** Those of the transport's own sockets; Kwik opens one a connection and knows only what the whole namespace lost. */
    private static long dropped(Transport transport, GeneratorWatch watch) {
        return transport.name().contains("kwik") ? watch.use().datagramsDropped() : transport.udpDrops();
    }

    /** Says once that no more visitors come. */
    private final class Drain {
        private final Duration length;
        private boolean told;

        Drain(Duration length) {
            this.length = length;
        }

        void tell(Duration elapsed) {
            if (!told && elapsed.compareTo(length.plus(TICK.multipliedBy(2))) > 0) {
                told = true;
                listener.draining(protocol);
            }
        }
    }

    private void play(Played played, Consumer<Duration> tick) throws IOException, InterruptedException {
        playing = played;
        if (stopped) {
            played.stop();
        }
        played.execute(tick);
    }

    /** Once a second: note the generator's state, append the logs, tell the listener. */
    private void tick(Played played, Transport transport, GeneratorWatch mine, IntervalSink logs) {
        double cpuShare = mine.sample();
        datagramsDropped = dropped(transport, mine);
        played.recorder().ifPresent(recorder -> {
            recorder.generator(System.nanoTime(), transport.openConnections(), cpuShare);
            logs.append(recorder);
            listener.progress(protocol, recorder.elapsed(), recorder.progress(), transport.openConnections());
        });
    }

    private Duration longestThinking() {
        return plan.scenario().longestVisit(plan.limits().page());
    }

    void stop() {
        stopped = true;
        Played now = playing;
        if (now != null) {
            now.stop();
        }
    }

    /** Whether anything was measured. */
    boolean hasBegun() {
        return begun().isPresent();
    }

    Optional<ProtocolRecorder> begun() {
        Played played = measured;
        return played == null ? Optional.empty() : played.recorder();
    }

    ProtocolRecorder recorder() {
        return begun().orElseThrow();
    }

    ProtocolSummary summary() {
        return recorder().summary(transportName).after(warmUp);
    }

    /** UDP datagrams that were lost on this side. */
    long datagramsDropped() {
        return datagramsDropped;
    }

    GeneratorUse use() {
        GeneratorWatch mine = watch;
        return mine == null ? GeneratorUse.NONE : mine.use();
    }

    /** Why the figures are the generator's own; empty: they are not. */
    List<String> limits() {
        ProtocolRecorder recorder = recorder();
        return GeneratorLimits.of(new GeneratorLimits.Turn(
                protocol.label(),
                use(),
                ProtocolRecorder.latency(recorder.startDelays()),
                recorder.summary(transportName).pages().latency(),
                recorder.notStarted(),
                recorder.withoutPort(),
                datagramsDropped));
    }
}
