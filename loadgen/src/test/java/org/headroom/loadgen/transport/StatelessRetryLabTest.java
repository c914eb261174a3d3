package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** nginx 1.26 that answers every new address with a Retry (RFC 9000, section 8.1.2) before it spends anything on it. */
@Tag("lab")
@Timeout(60)
final class StatelessRetryLabTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(
            value = H3Choice.class,
            names = {"NETTY", "KWIK"})
    void visitorsComeThroughAndTheConnectionIsUsedAgain(H3Choice h3) throws Exception {
        try (LabNginx nginx = LabNginx.start(directory, "quic_retry on;");
                Transport transport =
                        Transports.create(Protocol.H3, h3, new TrustPolicy.Insecure(), Duration.ofSeconds(8));
                VisitorConnections visitor = transport.newVisitor()) {
            Exchange first = get(visitor, nginx);
            assertThat(first.connection().opened()).isTrue();
            assertThat(first.connection().connectNanos()).isPositive();
            assertThat(get(visitor, nginx).connection().opened()).isFalse();
        }
    }

    private static Exchange get(VisitorConnections visitor, LabNginx nginx) {
        Exchange exchange = TransportFixture.send(visitor, nginx.address(), "/document", Duration.ofSeconds(20))
                .await();
        TransportFixture.assertAnswered(exchange, 200);
        assertThat(exchange.bodyBytes()).isEqualTo(1000);
        return exchange;
    }
}
