package org.headroom.loadgen.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    private static final int ROAMERS = 15;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aRoamerGetsTheRestOfItsPage(Protocol protocol) throws Exception {
        Roams roams = new Roams();
        try (LabNginx nginx = LabNginx.start(directory, "");
                Transport transport = roaming(protocol, roams);
                VisitorConnections visitor = transport.newVisitor()) {
            Exchange document = get(visitor, nginx.address(), "/document").await();
            assertThat(document.outcome()).isEqualTo(new Outcome.Answered(200));
            Exchange resource = get(visitor, nginx.address(), "/resource").await();
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

    /** A round trip of 60 ms, which is what migration is about: h1 and h2 need three of them to go on. */
    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aRoamerOnALongLineGetsTheRestOfItsPage(Protocol protocol) throws Exception {
        Roams roams = new Roams();
        try (LabNginx nginx = LabNginx.start(directory, "");
                FakeLongLine line = new FakeLongLine(nginx.address(), Duration.ofMillis(30));
                Transport transport = roaming(protocol, roams)) {
            for (int i = 0; i < ROAMERS; i++) {
                try (VisitorConnections visitor = transport.newVisitor()) {
                    Exchange document =
                            get(visitor, line.address(), "/document").await();
                    assertThat(document.outcome()).isEqualTo(new Outcome.Answered(200));
                    Exchange large = get(visitor, line.address(), "/large").await();
                    assertThat(large.outcome()).as(large.toString()).isEqualTo(new Outcome.Answered(200));
                    assertThat(large.bodyBytes()).isEqualTo(1_000_000);
                    assertThat(large.connection().opened()).isEqualTo(protocol != Protocol.H3);
                }
            }
        }
        assertThat(roams.recovered).hasSize(ROAMERS);
        List<Long> sorted = roams.recovered.stream().sorted().toList();
        System.out.printf(
                "%s over 60 ms: next byte %.0f to %.0f ms after the change of network, median %.0f ms%n",
                protocol.label(), sorted.getFirst() / 1e6, sorted.getLast() / 1e6, sorted.get(ROAMERS / 2) / 1e6);
    }

    private static RoamingTransport roaming(Protocol protocol, Roams roams) throws IOException {
        Transports.Maker kwik = () -> Transports.create(
                Protocol.H3, TcpChoice.AUTO, H3Choice.KWIK, new TrustPolicy.Insecure(), Duration.ofSeconds(8));
        Transport usual = Transports.create(protocol, H3Choice.AUTO, new TrustPolicy.Insecure(), Duration.ofSeconds(8));
        RoamingTransport roaming = Transports.roaming(usual, kwik, 1);
        roaming.observedBy(roams);
        return roaming;
    }

    private static RecordingListener get(VisitorConnections visitor, InetSocketAddress address, String path) {
        return TransportFixture.send(visitor, address, path, Duration.ofSeconds(20));
    }
}
