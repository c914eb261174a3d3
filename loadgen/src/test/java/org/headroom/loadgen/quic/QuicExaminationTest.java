package org.headroom.loadgen.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.headroom.loadgen.quic.Finding.Verdict;
import org.headroom.loadgen.transport.FakeUdpServer;
import org.headroom.loadgen.transport.NettyTestServer;
import org.headroom.loadgen.transport.TestCertificate;
import org.headroom.loadgen.transport.TestServer;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a QUIC server of this process, which has no TCP port, and against what is none. */
@Timeout(60)
class QuicExaminationTest {
    private static final Duration SHORT = Duration.ofMillis(600);

    @TempDir
    private Path directory;

    @Test
    void everythingThatAServerCanDoIsFound() throws Exception {
        try (TestServer server = NettyTestServer.h3(TestCertificate.good())) {
            HostFindings found = examination(Duration.ofSeconds(8)).whole(TestCertificate.HOST, server.address());

            assertThat(found.heard()).isTrue();
            for (String probe : List.of("h3", "certificate", "versions", "resumption", "migration")) {
                assertThat(of(found, probe).verdict())
                        .as(of(found, probe).toString())
                        .isEqualTo(Verdict.WORKS);
            }
            assertThat(of(found, "h3").words()).contains("5 of 5 handshakes", "QUIC v1", "answers 200");
            assertThat(of(found, "h3").milliseconds().orElseThrow()).isPositive();
            assertThat(of(found, "versions").words()).contains("v1");
            assertThat(of(found, "0-rtt").words()).startsWith("off");
            // Nothing listens for TCP on that port.
            assertThat(of(found, "alt-svc").isTrouble()).isTrue();
            assertThat(server.connectionsUsed()).isLessThanOrEqualTo(15);
        }
    }

    @Test
    void aRequestInTheFirstPacketIsAnsweredWhereTheServerTakesIt() throws Exception {
        try (TestServer server = NettyTestServer.h3WithEarlyData(TestCertificate.good())) {
            Finding early =
                    of(examination(Duration.ofSeconds(8)).whole(TestCertificate.HOST, server.address()), "0-rtt");

            assertThat(early.verdict()).as(early.toString()).isEqualTo(Verdict.WORKS);
            assertThat(early.words()).contains("a request in the first packet is answered (200)");
            assertThat(early.advice()).contains("replayed").contains("425");
        }
    }

    @Test
    void anExpiredCertificateIsToldAsSuch() throws Exception {
        assertThat(certificate(TestCertificate.expired()).words()).contains("expired");
    }

    @Test
    void anotherSitesCertificateIsToldWithItsName() throws Exception {
        Finding finding = certificate(TestCertificate.forAnotherName());

        assertThat(finding.words()).contains("for other.test, not for " + TestCertificate.HOST);
        assertThat(finding.advice()).contains("without its own `listen … quic`");
    }

    @Test
    void anUnknownIssuerIsToldAsSuch() throws Exception {
        assertThat(certificate(TestCertificate.untrusted()).words()).contains("issuer is not trusted");
    }

    private Finding certificate(TestCertificate certificate) throws Exception {
        try (TestServer server = NettyTestServer.h3(certificate)) {
            HostFindings found = examination(Duration.ofSeconds(8)).look(TestCertificate.HOST, server.address());
            assertThat(of(found, "h3").verdict()).isEqualTo(Verdict.WORKS);
            Finding finding = of(found, "certificate");
            assertThat(finding.isTrouble()).as(finding.toString()).isTrue();
            return finding;
        }
    }

    @Test
    void anotherProtocolIsToldAsSuch() throws Exception {
        try (TestServer server = NettyTestServer.anotherProtocol(TestCertificate.good())) {
            Finding h3 = of(examination(Duration.ofSeconds(8)).look(TestCertificate.HOST, server.address()), "h3");

            assertThat(h3.isTrouble()).isTrue();
            assertThat(h3.words()).contains("does not offer h3");
        }
    }

    @Test
    void silenceIsToldAsAFirewallOrNobody() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            HostFindings found =
                    examination(SHORT).whole(TestCertificate.HOST, (InetSocketAddress) silent.getLocalSocketAddress());

            assertThat(found.heard()).isFalse();
            assertThat(of(found, "h3").words()).contains("nothing comes back").contains("firewall");
            assertThat(of(found, "certificate").verdict()).isEqualTo(Verdict.NOT_TOLD);
            assertThat(of(found, "versions").verdict()).isEqualTo(Verdict.NOT_TOLD);
            assertThat(found.findings()).extracting(Finding::probe).doesNotContain("migration");
        }
    }

    @Test
    void aClosedPortIsToldAsClosed() throws Exception {
        InetSocketAddress closed;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) socket.getLocalSocketAddress();
        }

        HostFindings found = examination(SHORT).look(TestCertificate.HOST, closed);

        assertThat(of(found, "h3").words()).contains("is closed");
        assertThat(of(found, "h3").advice()).contains("listen 443 quic reuseport");
    }

    @Test
    void garbageFromTheServerIsNoQuicAndNoHang() throws Exception {
        Random random = new Random(3);
        try (FakeUdpServer garbage = FakeUdpServer.answering(_ -> {
            byte[] bytes = new byte[40];
            random.nextBytes(bytes);
            return Optional.of(bytes);
        })) {
            HostFindings found = examination(SHORT).whole(TestCertificate.HOST, garbage.address());

            assertThat(found.heard()).isTrue();
            assertThat(of(found, "h3").isTrouble()).isTrue();
            assertThat(of(found, "versions").words()).contains("is this QUIC?");
        }
    }

    @Test
    void anEchoIsNoQuic() throws Exception {
        try (FakeUdpServer echo = FakeUdpServer.answering(Optional::of)) {
            HostFindings found = examination(SHORT).look(TestCertificate.HOST, echo.address());

            assertThat(of(found, "h3").isTrouble()).isTrue();
        }
    }

    @Test
    void aServerOfOtherVersionsOnlyIsToldWithThem() throws Exception {
        try (FakeUdpServer other = FakeUdpServer.ofAnotherVersion()) {
            HostFindings found = examination(SHORT).whole(TestCertificate.HOST, other.address());

            assertThat(of(found, "h3").words()).contains("no QUIC version known here");
            assertThat(of(found, "versions").isTrouble()).isTrue();
            assertThat(of(found, "versions").words()).contains("browsers need v1");
        }
    }

    private QuicExamination examination(Duration timeout) throws Exception {
        return new QuicExamination(
                new TrustPolicy.CaFile(TestCertificate.writeAuthority(directory)), "/bytes/10", timeout, new Random(4));
    }

    private static Finding of(HostFindings found, String probe) {
        return found.findings().stream()
                .filter(finding -> finding.probe().equals(probe))
                .findFirst()
                .orElseThrow(() -> new AssertionError(probe + " in " + found));
    }
}
