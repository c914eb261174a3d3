package org.headroom.probes.sampling;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.headroom.probes.reading.Reading;

/**
 * Carries readings into a Micrometer registry: a gauge {@code headroom.<probe>.<name>} for each probe and host, tagged
 * {@code host}, with the reading's unit, that holds the last value.
 */
public final class MeterReadings implements Consumer<Reading> {
    private final MeterRegistry registry;
    private final ConcurrentMap<Key, AtomicReference<Double>> values = new ConcurrentHashMap<>();

    /** What a gauge is registered by. */
    private record Key(String probe, String host, String name) {}

    public MeterReadings(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void accept(Reading reading) {
        Key key = new Key(reading.probe(), reading.host(), reading.name());
        values.computeIfAbsent(key, _ -> register(reading)).set(reading.value());
    }

    private AtomicReference<Double> register(Reading reading) {
        AtomicReference<Double> value = new AtomicReference<>(reading.value());
        Gauge.builder("headroom." + reading.probe() + "." + reading.name().replace('_', '.'), value::get)
                .tag("host", reading.host())
                .baseUnit(reading.unit())
                .register(registry);
        return value;
    }
}
