package org.headroom.probes.sampling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.headroom.probes.reading.Reading;

/** Collects the readings of one sample, which share time, probe and host. */
public final class ReadingList {
    private final Instant time;
    private final Probe probe;
    private final List<Reading> readings = new ArrayList<>();

    public ReadingList(Instant time, Probe probe) {
        this.time = time;
        this.probe = probe;
    }

    /** Adds a value. */
    public void add(String name, double value, String unit) {
        readings.add(new Reading(time, probe.name(), probe.host(), name, value, unit));
    }

    /** Adds a value if there is one. */
    public void add(String name, OptionalDouble value, String unit) {
        value.ifPresent(known -> add(name, known, unit));
    }

    /** What was collected. */
    public List<Reading> toList() {
        return List.copyOf(readings);
    }
}
