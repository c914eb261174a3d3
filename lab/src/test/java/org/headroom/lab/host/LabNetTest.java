package org.headroom.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabNetTest {
    private final LabNet usual = LabNet.standard();
    private final LabNet other = new LabNet("fw", 31);

    @Test
    void labsBesideEachOtherKnowTheirOwnLinks() {
        for (String name : new String[] {"hrbr", "hr-web1", "hrs-web1", "hri-web1", "hro-origin1"}) {
            assertThat(usual.owns(name)).as(name).isTrue();
            assertThat(other.owns(name)).as(name).isFalse();
        }
        for (String name : new String[] {"hrfwbr", "hrfw-web1", "hrs-fw-web1", "hro-fw-origin1"}) {
            assertThat(usual.owns(name)).as(name).isFalse();
            assertThat(other.owns(name)).as(name).isTrue();
        }
        assertThat(usual.owns("eth0")).isFalse();
    }

    @Test
    void namesOfASlowLineAreAsShortAsTheKernelWantsThem() {
        assertThat("hrs-" + other.line("origin1")).hasSizeLessThanOrEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "i", "o", "abc", "A"})
    void tagsThatWouldBeMistakenAreRefused(String tag) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LabNet(tag, 1));
    }
}
