package org.headroom.scenarios.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTextTest {
    @ParameterizedTest
    @CsvSource({"500ms,500", "2s,2000", "1.5s,1500", "3m,180000", "1h,3600000", "1d,86400000", "0s,0"})
    void durationsAreNumberAndUnit(String text, long millis) {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "-2s", "2 s", "s", "2S", "1e3s", "2s2", "99999999999999s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a duration");
    }

    @Property
    void durationsAreReadBackAsWritten(@ForAll @LongRange(min = 0) long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "65536,65536", "10B,10", "1K,1024", "512MiB,536870912", "2GiB,2147483648", "1.5G,1610612736"})
    void sizesArePowersOf1024(String text, long bytes) {
        assertThat(SizeText.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "2 parsecs", "MiB", "1e9", "99999999999T"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> SizeText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void sizesAreReadBackAsWritten(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long bytes) {
        assertThat(SizeText.parse(SizeText.format(bytes))).isEqualTo(bytes);
    }

    @Test
    void sizesForPeopleAreRounded() {
        assertThat(SizeText.rounded(1_567_000_000)).isEqualTo("1.46 GiB");
        assertThat(SizeText.rounded(999)).isEqualTo("999 B");
    }

    @ParameterizedTest
    @CsvSource({"0%,0", "30%,0.3", "0.5%,0.005", "100%,1"})
    void sharesArePerCent(String text, double share) {
        assertThat(PercentText.parse(text)).isEqualTo(share);
        assertThat(PercentText.format(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "0.3", "101%", "-1%", "30 %", "all"})
    void whatIsNoShareIsRefused(String text) {
        assertThatThrownBy(() -> PercentText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
