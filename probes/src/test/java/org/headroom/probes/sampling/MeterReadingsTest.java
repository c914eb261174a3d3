package org.headroom.probes.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.headroom.probes.reading.Reading;
import org.junit.jupiter.api.Test;

class MeterReadingsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterReadings meters = new MeterReadings(registry);

    @Test
    void aGaugeHoldsTheLastValueOfEachHost() {
        meters.accept(reading("origin1", 3));
        meters.accept(reading("origin2", 7));
        meters.accept(reading("origin1", 4));
        assertThat(gauge("origin1").value()).isEqualTo(4);
        assertThat(gauge("origin2").value()).isEqualTo(7);
        assertThat(gauge("origin1").getId().getBaseUnit()).isEqualTo("count");
    }

    @Test
    void garbageCollectionDoesNotEmptyTheGauges() {
        meters.accept(reading("origin1", 3));
        System.gc();
        assertThat(gauge("origin1").value()).isEqualTo(3);
    }

    private Gauge gauge(String host) {
        return registry.get("headroom.apache.busy.workers").tag("host", host).gauge();
    }

    private static Reading reading(String host, double value) {
        return new Reading(Instant.EPOCH, "apache", host, "busy_workers", value, "count");
    }
}
