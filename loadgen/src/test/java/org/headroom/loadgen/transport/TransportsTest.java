package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

final class TransportsTest {
    private static String made(Protocol protocol, TcpChoice tcp, H3Choice h3) throws IOException {
        try (Transport made =
                Transports.create(protocol, tcp, h3, new TrustPolicy.SystemTrust(), Duration.ofSeconds(5))) {
            return made.protocol().label() + " by " + made.name();
        }
    }

    @Test
    void theChoicesDecideOnWhatSpeaks() throws IOException {
        assertThat(made(Protocol.H1, TcpChoice.JETTY, H3Choice.AUTO)).isEqualTo("h1 by jetty");
        assertThat(made(Protocol.H1, TcpChoice.NETTY, H3Choice.AUTO)).isEqualTo("h1 by netty");
        assertThat(made(Protocol.H2, TcpChoice.JETTY, H3Choice.AUTO)).isEqualTo("h2 by jetty");
        assertThat(made(Protocol.H2, TcpChoice.NETTY, H3Choice.AUTO)).isEqualTo("h2 by netty");
        assertThat(made(Protocol.H3, TcpChoice.JETTY, H3Choice.NETTY)).isEqualTo("h3 by netty");
        assertThat(made(Protocol.H3, TcpChoice.JETTY, H3Choice.KWIK)).isEqualTo("h3 by kwik");
    }

    @Test
    void nettyIsTheDefaultWhereItsLibrariesLoad() throws IOException {
        assertThat(made(Protocol.H1, TcpChoice.AUTO, H3Choice.AUTO)).isEqualTo("h1 by netty");
        assertThat(made(Protocol.H2, TcpChoice.AUTO, H3Choice.AUTO)).isEqualTo("h2 by netty");
        assertThat(made(Protocol.H3, TcpChoice.AUTO, H3Choice.AUTO)).isEqualTo("h3 by netty");
    }
}
