package org.headroom.probes.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/**
 * Asks probes all at once and is back at the deadline, whatever they do.
 *
 * <p>Each has a platform thread: a name server or a socket that hangs in native code would hold one of the few carriers
 * of virtual threads, and two of them would stop everybody.
 */
final class Sampling {
    private final Clock clock;
    /** Probes that did not come back: none is asked again before. Otherwise each look of a watch would add a thread. */
    private final Map<Probe, Asked> outstanding = new ConcurrentHashMap<>();

    private record Asked(long nanos, CompletableFuture<Sample> sample) {}

    Sampling(Clock clock) {
        this.clock = clock;
    }

    /** Every probe's answer, in their order. A probe is given a little less: what it says itself of being late is better. */
    List<ProbeAnswer> ask(List<? extends Probe> probes, Duration deadline) {
        Duration own = deadline.minus(deadline.dividedBy(8));
        long end = System.nanoTime() + deadline.toNanos();
        List<CompletableFuture<Sample>> samples = new ArrayList<>();
        for (Probe probe : probes) {
            samples.add(asked(probe, own));
        }
        List<ProbeAnswer> answers = new ArrayList<>();
        for (int i = 0; i < probes.size(); i++) {
            Probe probe = probes.get(i);
            answers.add(new ProbeAnswer(probe.name(), probe.host(), await(probe, samples.get(i), end, deadline)));
        }
        return List.copyOf(answers);
    }

    private CompletableFuture<Sample> asked(Probe probe, Duration own) {
        Asked before = outstanding.get(probe);
        if (before != null && !before.sample().isDone()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before.nanos());
            return CompletableFuture.completedFuture(failed(
                    probe,
                    "an earlier look still hangs, since " + seconds + " s",
                    "see whether " + probe.host() + " hangs or is overloaded"));
        }
        CompletableFuture<Sample> sample = new CompletableFuture<>();
        outstanding.put(probe, new Asked(System.nanoTime(), sample));
        Thread.ofPlatform()
                .daemon()
                .name("probe-" + probe.name() + "-" + probe.host())
                .start(() -> sample.complete(sampleOf(probe, own)));
        return sample;
    }

    private Sample sampleOf(Probe probe, Duration deadline) {
        try {
            return probe.sample(deadline);
        } catch (Throwable e) {
            // A probe must not throw; if one does, it is a bug of ours and must not end the check.
            return failed(
                    probe,
                    "probe " + probe.name() + " broke: " + e,
                    "please report this as a bug of Headroom, with the stack file's section");
        }
    }

    private Sample await(Probe probe, CompletableFuture<Sample> sample, long end, Duration deadline) {
        try {
            return sample.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return failed(
                    probe,
                    "no answer within " + deadline.toMillis() + " ms",
                    "see whether " + probe.host() + " hangs or is overloaded");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed(probe, "interrupted", "run it again");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sample failed(Probe probe, String problem, String advice) {
        return new Sample.Failed(new ProbeFailure(Instant.now(clock), probe.name(), probe.host(), problem, advice));
    }
}
