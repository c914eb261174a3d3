package org.headroom.scenarios.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "https://www.example.org,https://www.example.org,443,true",
        "HTTPS://WWW.Example.ORG./,https://www.example.org,443,true",
        "https://www.example.org:8443,https://www.example.org:8443,8443,true",
        "http://127.0.0.1:80,http://127.0.0.1,80,false",
        "https://[2001:db8::1]:8443,https://[2001:db8::1]:8443,8443,true"
    })
    void aTargetIsASchemeAHostAndAPort(String text, String base, int port, boolean tls) {
        Target target = Target.parse(text);
        assertThat(target.base()).isEqualTo(base);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.tls()).isEqualTo(tls);
        assertThat(target.url("/a?b")).isEqualTo(base + "/a?b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "www.example.org",
                "ftp://x",
                "https://",
                "https://u:p@x",
                "https://x/page",
                "https://x/?q",
                "https://x#f",
                "https://x:0",
                "https://x:99999",
                "https://a b"
            })
    void whatIsNoTargetIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> Target.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no target: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void resolutionsTakeBothFamilies() {
        Resolution four = Resolution.parse("WWW.example.org:443:192.0.2.7");
        assertThat(four.host()).isEqualTo("www.example.org");
        assertThat(four.address().getHostAddress()).isEqualTo("192.0.2.7");
        assertThat(Resolution.parse("x:443:[2001:db8::7]").address())
                .isEqualTo(Resolution.parse("x:443:2001:db8::7").address());
        assertThat(Resolution.parse("[::1]:443:127.0.0.1").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "x:443",
                "x:443:",
                "x:443:www.example.org",
                "x:0:127.0.0.1",
                "x:443:1.2.3.400",
                "x:443:12"
            })
    void whatIsNoResolutionIsRefused(String text) {
        assertThatThrownBy(() -> Resolution.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
