package org.headroom.probes.reading;

import java.util.List;

/** What a probe answers: values, or why there are none. */
public sealed interface Sample {
    /**
     * It could read.
     *
     * @param readings numbers
     * @param facts what is no number
     */
    record Readings(List<Reading> readings, List<Fact> facts) implements Sample {
        public Readings {
            readings = List.copyOf(readings);
            facts = List.copyOf(facts);
        }

        /** Numbers only. */
        public Readings(List<Reading> readings) {
            this(readings, List.of());
        }
    }

    /** It could not. */
    record Failed(ProbeFailure failure) implements Sample {}
}
