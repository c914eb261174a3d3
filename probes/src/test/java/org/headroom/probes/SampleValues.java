package org.headroom.probes;

import java.util.Map;
import java.util.stream.Collectors;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;

/** What is in a sample, for assertions. */
public final class SampleValues {
    private SampleValues() {}

    public static Map<String, Double> of(Sample sample) {
        return switch (sample) {
            case Sample.Readings(var readings, var _) ->
                readings.stream().collect(Collectors.toMap(Reading::name, Reading::value));
            case Sample.Failed(var failure) -> throw new AssertionError("failed: " + failure);
        };
    }

    public static ProbeFailure failure(Sample sample) {
        return switch (sample) {
            case Sample.Readings(var readings, var _) -> throw new AssertionError("did not fail: " + readings);
            case Sample.Failed(var failure) -> failure;
        };
    }
}
