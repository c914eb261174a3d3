package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AltSvcTest {
    @Test
    void whatNginxUsersWriteIsH3OnTheSameHost() {
        assertThat(AltSvc.h3("h3=\":443\"; ma=86400")).contains(new AltSvc("", 443, 86_400));
    }

    @Test
    void withoutAnAgeItIsADay() {
        assertThat(AltSvc.h3("h3=\":8443\"")).contains(new AltSvc("", 8443, 86_400));
    }

    @Test
    void theFirstH3OfSeveralAlternativesCounts() {
        assertThat(AltSvc.h3("h2=\"alt.example.com:8000\", h3-29=\":443\"; ma=5 ,h3=\":444\";ma=60,, h3=\":445\""))
                .contains(new AltSvc("", 444, 60));
    }

    @Test
    void anotherHostIsTakenFromTheAuthority() {
        assertThat(AltSvc.h3("h3=\"alt.example.com:443\"")).contains(new AltSvc("alt.example.com", 443, 86_400));
        assertThat(AltSvc.h3("h3=\"[2001:db8::1]:443\"")).contains(new AltSvc("[2001:db8::1]", 443, 86_400));
        assertThat(AltSvc.h3("h3=\"a\\lt:443\"")).contains(new AltSvc("alt", 443, 86_400));
    }

    @Test
    void unknownParametersChangeNothing() {
        assertThat(AltSvc.h3("h3=\":443\"; persist=1; ma=7; v=\"46,43; ma=9\"")).contains(new AltSvc("", 443, 7));
    }

    @Test
    void anAgeOfZeroIsTold() {
        assertThat(AltSvc.h3("h3=\":443\"; ma=0")).contains(new AltSvc("", 443, 0));
    }

    @Test
    void anAgeBeyondMeasureIsLong() {
        assertThat(AltSvc.h3("h3=\":443\"; ma=99999999999999999999")
                        .orElseThrow()
                        .maxAgeSeconds())
                .isGreaterThan(1_000_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clear",
                " clear ",
                "h3=\":443\", clear",
                "h2=\":443\"",
                "h3-29=\":443\"; ma=86400",
                "H3=\":443\""
            })
    void clearAndOtherProtocolsAreNotH3(String value) {
        assertThat(AltSvc.h3(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "h3",
                "h3=",
                "h3=:443",
                "h3=443",
                "h3=\"443\"",
                "h3=\":443",
                "h3=\":\"",
                "h3=\":0\"",
                "h3=\":65536\"",
                "h3=\":999999\"",
                "h3=\":44x\"",
                "h3=\":443\" ma=5",
                "h3=\":443\"; ma",
                "h3=\":443\"; ma=",
                "h3=\":443\"; ma=-1",
                "h3=\":443\"; ma=soon",
                "h3=\":443\";",
                "h3=\":443\"; ma=\"5",
                "=\":443\" x",
                "h3=\":443\" h3=\":444\"",
                "h3=\":443\", h3=",
                "\u0000\u00ff\"\"\"",
                "h3=\":443\\"
            })
    void garbageIsNotH3(String value) {
        assertThat(AltSvc.h3(value)).isEmpty();
    }
}
