package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

final class TransportsTest {
    private static String made(Protocol protocol, H3Choice choice) throws IOException {
        try (Transport made =
                Transports.create(protocol, choice, new TrustPolicy.SystemTrust(), Duration.ofSeconds(5))) {
            return made.protocol().label() + " by " + made.name();
        }
    }

    @Test
    void jettyCarriesH1AndH2AndTheChoiceDecidesOnH3() throws IOException {
        assertThat(made(Protocol.H1, H3Choice.KWIK)).isEqualTo("h1 by jetty");
        assertThat(made(Protocol.H2, H3Choice.AUTO)).isEqualTo("h2 by jetty");
        assertThat(made(Protocol.H3, H3Choice.NETTY)).isEqualTo("h3 by netty");
        assertThat(made(Protocol.H3, H3Choice.KWIK)).isEqualTo("h3 by kwik");
    }

    @Test
    void nettyIsTheDefaultForH3WhereItsLibraryLoads() throws IOException {
        assertThat(made(Protocol.H3, H3Choice.AUTO)).isEqualTo("h3 by netty");
    }
}
