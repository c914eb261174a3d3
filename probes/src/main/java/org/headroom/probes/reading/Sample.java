package org.headroom.probes.reading;

import java.util.List;

/** What a probe answers: values, or why there are none. */
public sealed interface Sample {
    /** It could read. */
    record Readings(List<Reading> readings) implements Sample {
        public Readings {
            readings = List.copyOf(readings);
        }
    }

    /** It could not. */
    record Failed(ProbeFailure failure) implements Sample {}
}
