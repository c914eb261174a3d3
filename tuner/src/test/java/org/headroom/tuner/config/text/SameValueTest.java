package org.headroom.tuner.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SameValueTest {
    @Test
    void spellingsOfOneTimeOrSizeAreTheSame() {
        assertThat(SameValue.ofTime("60", "1m")).isTrue();
        assertThat(SameValue.ofTime("90s", "1m")).isFalse();
        assertThat(SameValue.ofSize("128M", "134217728")).isTrue();
        assertThat(SameValue.ofSize("9223372036854775807", "9223372036854775806"))
                .isFalse();
        assertThat(SameValue.of("static", "dynamic")).isFalse();
        assertThat(SameValue.of("", "0")).isFalse();
        assertThat(SameValue.of("On", "on")).isTrue();
    }
}
