package org.headroom.tuner.measure;

import java.util.List;
import org.headroom.probes.reading.Reading;

/** The values of one reading over a run, in ascending order. */
record Series(List<Double> ascending) {
    static Series of(List<Reading> readings, String probe, String host, String name) {
        return new Series(readings.stream()
                .filter(reading -> reading.probe().equals(probe)
                        && reading.host().equals(host)
                        && reading.name().equals(name)
                        && Double.isFinite(reading.value()))
                .map(Reading::value)
                .sorted()
                .toList());
    }

    boolean isEmpty() {
        return ascending.isEmpty();
    }

    int size() {
        return ascending.size();
    }

    /** 0 of nothing. */
    double mean() {
        return ascending.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    double p95() {
        return ascending.get((int) Math.ceil(ascending.size() * 0.95) - 1);
    }

    double largest() {
        return ascending.getLast();
    }
}
