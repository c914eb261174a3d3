package org.headroom.probes.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/** Answers as it is told, by the number of the sample, beginning with 0. */
final class FakeProbe implements Probe {
    private final String name;
    private final String host;
    private final IntFunction<Sample> answer;
    private final AtomicInteger asked = new AtomicInteger();

    FakeProbe(String name, String host, IntFunction<Sample> answer) {
        this.name = name;
        this.host = host;
        this.answer = answer;
    }

    /** One that reads "busy". */
    static FakeProbe busy(String host, double... values) {
        return new FakeProbe(
                "apache", host, n -> readings("apache", host, "busy", values[Math.min(n, values.length - 1)]));
    }

    static Sample readings(String probe, String host, String name, double value) {
        return new Sample.Readings(List.of(new Reading(Instant.EPOCH, probe, host, name, value, "ratio")));
    }

    static Sample failed(String probe, String host, String problem) {
        return new Sample.Failed(new ProbeFailure(Instant.EPOCH, probe, host, problem, "mend it"));
    }

    int asked() {
        return asked.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Sample sample(Duration deadline) {
        return answer.apply(asked.getAndIncrement());
    }
}
