package org.headroom.lab.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.headroom.lab.process.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LineSettingsTest {
    private static final long LONGEST = 10_000_000_000L;

    @Test
    void textIsRead() {
        assertThat(LineSettings.parse("delay=15ms jitter=2.5ms loss=1% rate=10mbit queue=50ms"))
                .isEqualTo(new LineSettings(
                        Duration.ofMillis(15),
                        Duration.ofNanos(2_500_000),
                        0.01,
                        OptionalLong.of(10_000_000),
                        Duration.ofMillis(50)));
    }

    @Test
    void whatIsLeftOutDoesNothing() {
        assertThat(LineSettings.parse("")).isEqualTo(LineSettings.NONE);
    }

    @Test
    void aPresetComesFirstAndCanBeChanged() {
        assertThat(LineSettings.parse("4g loss=1%"))
                .isEqualTo(LinePreset.MOBILE_4G.settings().withLoss(0.01));
    }

    @ParameterizedTest
    @EnumSource
    void everyPresetIsFoundByItsName(LinePreset preset) {
        assertThat(LinePreset.named(preset.label())).contains(preset);
        assertThat(LineSettings.parse(preset.label())).isEqualTo(preset.settings());
        assertThat(preset.source()).isNotBlank();
    }

    @Test
    void everyMistakeIsToldAtOnceWithWhatIsAllowed() {
        assertThatThrownBy(() -> LineSettings.parse(
                        "delay=15 jitter=11s loss=101% rate=10mb queue=0ms speed=3 loss=1% fast delay=99999999999999s"))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll(
                        "delay=15: allowed is 0ms to 10s, in ns, us, ms or s",
                        "jitter=11s: allowed is 0ms to 10s",
                        "loss=101%: allowed is 0% to 100%",
                        "rate=10mb: allowed is 8kbit to 10gbit",
                        "queue=0ms: allowed is 1ns to 10s",
                        "speed=3: there are delay, jitter, loss, rate and queue",
                        "loss=1%: loss is set twice",
                        "fast: neither NAME=VALUE",
                        "delay=99999999999999s: delay is set twice",
                        "two-sites");
    }

    @Property
    void textIsReadBackAsItWasWritten(
            @ForAll @LongRange(max = LONGEST) long delay,
            @ForAll @LongRange(max = LONGEST) long jitter,
            @ForAll @DoubleRange(max = 1) double loss,
            @ForAll @LongRange(min = 8_000, max = LONGEST) long rate,
            @ForAll @LongRange(min = 1, max = LONGEST) long queue) {
        LineSettings settings = new LineSettings(
                Duration.ofNanos(delay),
                Duration.ofNanos(jitter),
                loss,
                OptionalLong.of(rate),
                Duration.ofNanos(queue));

        assertThat(LineSettings.parse(settings.toString())).isEqualTo(settings);
    }
}
