package org.headroom.probes.sampling;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

    /** Takes away the gauges of everything that is not among those readings. */
    public void keepOnly(Collection<Reading> readings) {
        Set<Key> kept = readings.stream()
                .map(one -> new Key(one.probe(), one.host(), one.name()))
                .collect(Collectors.toSet());
        List<Key> gone =
                values.keySet().stream().filter(key -> !kept.contains(key)).toList();
        for (Key key : gone) {
            values.remove(key);
            registry.find(meter(key.probe(), key.name()))
                    .tag("host", key.host())
                    .meters()
                    .forEach(registry::remove);
        }
    }

    private static String meter(String probe, String name) {
        return "headroom." + probe + "." + name.replace('_', '.');
    }

    private AtomicReference<Double> register(Reading reading) {
        AtomicReference<Double> value = new AtomicReference<>(reading.value());
        Gauge.builder(meter(reading.probe(), reading.name()), value::get)
                .tag("host", reading.host())
                .baseUnit(reading.unit())
                .register(registry);
        return value;
    }
}
