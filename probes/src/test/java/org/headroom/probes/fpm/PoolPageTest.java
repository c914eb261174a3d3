package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.headroom.probes.fetch.FastCgiAddress;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.fetch.StatusPage;
import org.junit.jupiter.api.Test;

class PoolPageTest {
    private static final Optional<URI> URL = Optional.of(URI.create("http://127.0.0.1:1/fpm-status"));
    private static final Optional<FastCgiAddress> LISTEN = Optional.of(FastCgiAddress.parse("127.0.0.1:2"));
    private static final Optional<FastCgiAddress> STATUS_LISTEN = Optional.of(FastCgiAddress.parse("127.0.0.1:3"));

    @Test
    void theBestWayToAPoolIsTaken() {
        assertThat(where(new PoolPage(Optional.empty(), LISTEN, "/fpm-status", STATUS_LISTEN)))
                .contains("FastCGI 127.0.0.1:3/fpm-status");
        assertThat(where(new PoolPage(Optional.empty(), LISTEN, "/status", Optional.empty())))
                .contains("FastCGI 127.0.0.1:2/status");
        assertThat(where(new PoolPage(URL, Optional.empty(), "/fpm-status", Optional.empty())))
                .contains("http://127.0.0.1:1/fpm-status?json&full");
    }

    @Test
    void aPoolWithoutAnyWayHasNoPage() {
        assertThat(where(new PoolPage(Optional.empty(), Optional.empty(), "/fpm-status", Optional.empty())))
                .isEmpty();
    }

    private static Optional<String> where(PoolPage ways) {
        try (StatusClient client = new StatusClient()) {
            return ways.open(client).map(StatusPage::where);
        }
    }
}
