package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Visitors find h3 of nginx 1.26 by its Alt-Svc. */
@Tag("lab")
@Timeout(60)
final class H3DiscoveryLabTest {
    @TempDir
    Path directory;

    private static Transport discovering(H3Choice h3) throws IOException {
        return Transports.forVisitors(
                Protocol.H3, new Carriers(TcpChoice.AUTO, h3, true), new TrustPolicy.Insecure(), Duration.ofSeconds(8));
    }

    private Exchange document(VisitorConnections visitor, LabNginx nginx) {
        Exchange exchange = TransportFixture.send(visitor, nginx.address(), "/document", Duration.ofSeconds(20))
                .await();
        TransportFixture.assertAnswered(exchange, 200);
        return exchange;
    }

    @ParameterizedTest
    @EnumSource(
            value = H3Choice.class,
            names = {"NETTY", "KWIK"})
    void aVisitorGoesOverToH3AndAReturningOneBeginsThere(H3Choice h3) throws Exception {
        try (LabNginx nginx = LabNginx.start(directory, "add_header Alt-Svc 'h3=\":$server_port\"; ma=86400' always;");
                Transport transport = discovering(h3)) {
            try (VisitorConnections visitor = transport.newVisitor()) {
                assertThat(document(visitor, nginx).connection().tlsNanos())
                        .as("over TCP and TLS")
                        .isPositive();
                // Only over h3 the whole handshake is one time: opened, and no TLS after TCP.
                await().untilAsserted(() ->
                        assertThat(document(visitor, nginx).connection()).satisfies(FirstOverH3::check));
            }
            try (VisitorConnections returning = transport.returningVisitor(Duration.ofHours(1))) {
                assertThat(document(returning, nginx).connection()).satisfies(FirstOverH3::check);
            }
            assertThat(transport.notes()).noneMatch(note -> note.contains("not one request"));
        }
    }

    private static final class FirstOverH3 {
        static void check(Exchange.ConnectionUse use) {
            assertThat(use.opened()).isTrue();
            assertThat(use.connectNanos()).isPositive();
            assertThat(use.tlsNanos()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = H3Choice.class,
            names = {"NETTY", "KWIK"})
    void aSiteThatAdvertisesAPortWhereNobodyIsStaysOnH2(H3Choice h3) throws Exception {
        try (LabNginx nginx = LabNginx.start(directory, "add_header Alt-Svc 'h3=\":9\"; ma=86400' always;");
                Transport transport = discovering(h3);
                VisitorConnections visitor = transport.newVisitor()) {
            for (int i = 0; i < 3; i++) {
                document(visitor, nginx);
            }
            assertThat(transport.notes()).anyMatch(note -> note.contains("advertises it"));
        }
    }
}
