package org.headroom.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HostRecoveryTest {
    private static final String POOL = """
            UUID\t\t\t\t\tHostname \tState
            5ad2a4f2-5a3a-4b52-a4a6-9a3b0b2b1f01\torigin2  \tConnected\s
            5ad2a4f2-5a3a-4b52-a4a6-9a3b0b2b1f02\torigin3  \tDisconnected\s
            5ad2a4f2-5a3a-4b52-a4a6-9a3b0b2b1f03\tlocalhost\tConnected\s
            """;

    @Test
    void aPeerIsWaitedForOnlyWhileItsLineIsThere() {
        assertThat(HostRecovery.peers(POOL, List.of("origin2", "origin3")))
                .isEqualTo(new HostRecovery.Peers(1, List.of("origin3")));
        assertThat(HostRecovery.peers(POOL, List.of("origin2"))).isEqualTo(new HostRecovery.Peers(1, List.of()));
    }
}
