package org.headroom.tuner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OpcacheSettingsTest {
    private static final TuningOptions OPTIONS = TuningOptions.DEFAULTS;

    private static OriginMeasurements with(Figure opcache, double files) {
        OriginMeasurements origin = Origins.wordPress(800);
        return new OriginMeasurements(
                origin.origin(),
                origin.host(),
                origin.apache(),
                new OriginMeasurements.Fpm(origin.fpm().masterBytes(), opcache, Origins.figure(files)),
                origin.pools(),
                origin.staticTraffic(),
                origin.proxies(),
                origin.database());
    }

    @Test
    void whatNobodyMeasuredIsNotSet() {
        assertThat(OpcacheSettings.choices(with(Figure.assumed(128 << 20, "a default"), 0), OPTIONS))
                .isEmpty();
    }

    @Test
    void memoryIsInMegabytesAndFilesHaveRoomForAnUpdate() {
        assertThat(OpcacheSettings.choices(with(Origins.mebibytes(96), 9_000), OPTIONS))
                .extracting(Choice::name, Choice::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("opcache.memory_consumption", "96"),
                        org.assertj.core.groups.Tuple.tuple("opcache.max_accelerated_files", "16229"));
    }

    @Test
    void noPlaceIsTakenAway() {
        TuningOptions now = OPTIONS.withCurrent(Map.of("php opcache.max_accelerated_files", "32531"));
        assertThat(OpcacheSettings.choices(with(Origins.mebibytes(96), 900), now)
                        .getLast()
                        .value())
                .isEqualTo("32531");
    }

    @Property(tries = 300)
    void everyFileHasAPlaceAsFarAsPhpCan(@ForAll @IntRange(min = 1, max = 600_000) int files) {
        assertThat(OpcacheSettings.places(files)).isGreaterThanOrEqualTo(files).isGreaterThanOrEqualTo(10_000);
    }
}
