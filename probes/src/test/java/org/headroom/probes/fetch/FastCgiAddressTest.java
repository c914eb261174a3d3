package org.headroom.probes.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastCgiAddressTest {
    @Test
    void readsWhatFpmTakesForListen() {
        assertThat(FastCgiAddress.parse("/run/php/www.sock"))
                .isEqualTo(new FastCgiAddress.Unix(Path.of("/run/php/www.sock")));
        assertThat(FastCgiAddress.parse("unix:/run/php/www.sock"))
                .isEqualTo(new FastCgiAddress.Unix(Path.of("/run/php/www.sock")));
        assertThat(FastCgiAddress.parse("10.0.0.5:9000")).isEqualTo(new FastCgiAddress.Tcp("10.0.0.5", 9000));
        assertThat(FastCgiAddress.parse("[fd00::1]:9000")).isEqualTo(new FastCgiAddress.Tcp("fd00::1", 9000));
    }

    @Test
    void aWildcardIsReachedOverLoopback() {
        assertThat(FastCgiAddress.parse("9000")).isEqualTo(new FastCgiAddress.Tcp("127.0.0.1", 9000));
        assertThat(FastCgiAddress.parse("*:9000")).isEqualTo(new FastCgiAddress.Tcp("127.0.0.1", 9000));
        assertThat(FastCgiAddress.parse("[::]:9000")).isEqualTo(new FastCgiAddress.Tcp("::1", 9000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:", "localhost:99999", "run/php.sock", "http://x:1/"})
    void refusesWhatIsNone(String listen) {
        assertThatThrownBy(() -> FastCgiAddress.parse(listen)).isInstanceOf(IllegalArgumentException.class);
    }
}
