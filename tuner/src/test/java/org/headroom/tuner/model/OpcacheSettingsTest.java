package org.headroom.tuner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;
import org.junit.jupiter.api.Test;

class OpcacheSettingsTest {
    private static final TuningOptions OPTIONS = TuningOptions.DEFAULTS;

    private static OriginMeasurements with(Figure opcache, double files) {
        OriginMeasurements origin = Origins.wordPress(800);
        return with(origin, new OriginMeasurements.Fpm(origin.fpm().masterBytes(), opcache, Origins.figure(files)));
    }

    private static OriginMeasurements with(OriginMeasurements origin, OriginMeasurements.Fpm fpm) {
        return new OriginMeasurements(
                origin.origin(),
                origin.host(),
                origin.apache(),
                fpm,
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

    @Test
    void internedStringsAreRaisedOnlyWhereItIsKnownThatTheyAreNearlyFullAndNeverLowered() {
        assertThat(strings(0, OPTIONS)).isEmpty();
        assertThat(strings(16, OPTIONS)).contains("16");
        assertThat(strings(16, OPTIONS.withCurrent(Map.of("php opcache.interned_strings_buffer", "64"))))
                .contains("64");
    }

    private static Optional<String> strings(double megabytes, TuningOptions options) {
        OriginMeasurements origin = with(Origins.mebibytes(96), 0);
        OriginMeasurements.Fpm fpm = origin.fpm();
        OriginMeasurements.Fpm told = new OriginMeasurements.Fpm(
                fpm.masterBytes(), fpm.opcacheBytes(), fpm.phpFiles(), Origins.figure(megabytes));
        return OpcacheSettings.choices(with(origin, told), options).stream()
                .filter(choice -> choice.name().equals("opcache.interned_strings_buffer"))
                .map(Choice::value)
                .findFirst();
    }

    @Test
    void timeStampsThatAreLookedAtAreToldAndLeftAsTheyAre() {
        Map<String, String> read = Map.of(TuningOptions.PHP_VERSION, "8.4");
        assertThat(OpcacheSettings.stamps(Origins.wordPress(800), OPTIONS.withCurrent(read)))
                .hasValueSatisfying(
                        warning -> assertThat(warning).contains("is on for www").contains("opcache_reset()"));
        Plan plan = TuningModel.tune(Origins.wordPress(800), OPTIONS.withCurrent(read))
                        instanceof TuningOutcome.Planned(Plan it)
                ? it
                : Origins.planned(Origins.wordPress(800));
        assertThat(plan.warnings()).anyMatch(warning -> warning.startsWith("opcache.validate_timestamps is on"));
        assertThat(plan.settings()).noneMatch(setting -> setting.name().contains("validate_timestamps"));
    }

    @Test
    void timeStampsThatNobodyLooksAtOrNobodyReadAreNotToldOf() {
        assertThat(OpcacheSettings.stamps(Origins.wordPress(800), OPTIONS)).isEmpty();
        for (String off : List.of(
                "php opcache.validate_timestamps=0",
                "php opcache.validate_timestamps=Off",
                "php opcache.enable=0",
                "php-fpm [www] php_admin_value[opcache.validate_timestamps]=0",
                "php-fpm [www] php_admin_flag[opcache.validate_timestamps]=off",
                "php-fpm [www] php_flag[opcache.enable]=no")) {
            Map<String, String> read =
                    Map.of(TuningOptions.PHP_VERSION, "8.4", off.replaceFirst("=.*", ""), off.replaceFirst(".*=", ""));
            assertThat(OpcacheSettings.stamps(Origins.wordPress(800), OPTIONS.withCurrent(read)))
                    .as(off)
                    .isEmpty();
        }
    }

    @Property(tries = 300)
    void everyFileHasAPlaceAsFarAsPhpCan(@ForAll @IntRange(min = 1, max = 600_000) int files) {
        assertThat(OpcacheSettings.places(files)).isGreaterThanOrEqualTo(files).isGreaterThanOrEqualTo(10_000);
    }
}
