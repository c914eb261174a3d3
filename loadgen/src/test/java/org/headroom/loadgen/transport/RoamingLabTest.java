package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.loadgen.transport.TransportContract.Roams;
import org.headroom.loadgen.transport.roaming.RoamingTransport;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Claim C11 against nginx 1.26: what a visitor meets who changes its network while a page loads. */
@Tag("lab")
@Timeout(60)
final class RoamingLabTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aRoamerGetsTheRestOfItsPage(Protocol protocol) throws Exception {
        Roams roams = new Roams();
        try (LabNginx nginx = LabNginx.start(directory, "");
                Transport transport = roaming(protocol, roams);
                VisitorConnections visitor = transport.newVisitor()) {
            Exchange document = get(visitor, nginx, "/document").await();
            assertThat(document.outcome()).isEqualTo(new Outcome.Answered(200));
            Exchange resource = get(visitor, nginx, "/resource").await();
            assertThat(resource.outcome()).as(resource.toString()).isEqualTo(new Outcome.Answered(200));
            assertThat(resource.bodyBytes()).isEqualTo(60_000);
            await().untilAsserted(() -> assertThat(roams.recovered).hasSize(1));
            boolean migrated = !resource.connection().opened();
            assertThat(migrated).isEqualTo(protocol == Protocol.H3);
            System.out.printf(
                    "%s: next byte %.1f ms after the change of network%n",
                    protocol.label(), roams.recovered.getFirst() / 1e6);
        }
        assertThat(roams.roamed).hasValue(1);
        assertThat(roams.lost).hasValue(0);
    }

    private static RoamingTransport roaming(Protocol protocol, Roams roams) throws IOException {
        Transports.Maker kwik = () -> Transports.create(
                Protocol.H3, TcpChoice.AUTO, H3Choice.KWIK, new TrustPolicy.Insecure(), Duration.ofSeconds(8));
        Transport usual = Transports.create(protocol, H3Choice.AUTO, new TrustPolicy.Insecure(), Duration.ofSeconds(8));
        RoamingTransport roaming = Transports.roaming(usual, kwik, 1);
        roaming.observedBy(roams);
        return roaming;
    }

    private static RecordingListener get(VisitorConnections visitor, LabNginx nginx, String path) {
        return TransportFixture.send(visitor, nginx.address(), path, Duration.ofSeconds(20));
    }
}
