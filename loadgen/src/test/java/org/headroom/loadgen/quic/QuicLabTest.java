package org.headroom.loadgen.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.headroom.loadgen.quic.Finding.Verdict;
import org.headroom.loadgen.transport.LabNginx;
import org.headroom.loadgen.transport.TestCertificate;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against nginx 1.26: healthy, and with what administrators get wrong. Claim C3 among it. */
@Tag("lab")
@Timeout(120)
class QuicLabTest {
    private static final String QUIC = "listen 127.0.0.1:PORT quic reuseport;";
    private static final String ALT_SVC = "add_header Alt-Svc 'h3=\":PORT\"; ma=86400' always;";

    @TempDir
    private Path directory;

    @Test
    void aHealthySiteHasEverything() throws Exception {
        try (LabNginx nginx = nginx(1, site(QUIC + ALT_SVC))) {
            HostFindings found = examination().whole(TestCertificate.HOST, nginx.address());

            assertThat(found.isTrouble()).as(found.toString()).isFalse();
            assertWorks(found, "h3", "certificate", "answer", "alt-svc", "versions", "resumption", "migration");
            assertThat(of(found, "h3").milliseconds().orElseThrow()).isBetween(0.1, 5000.0);
            assertThat(of(found, "versions").words()).endsWith("v1");
            assertThat(of(found, "retry").words()).contains("no proof of address");
            assertThat(of(found, "migration").words()).startsWith("4 of 4");
        }
    }

    @Test
    void retryIsToldAndSurvived() throws Exception {
        try (LabNginx nginx = nginx(1, site(QUIC + ALT_SVC + "quic_retry on;"))) {
            HostFindings found = examination().whole(TestCertificate.HOST, nginx.address());

            assertThat(found.isTrouble()).as(found.toString()).isFalse();
            assertWorks(found, "h3", "retry", "resumption", "migration");
            assertThat(of(found, "retry").words()).contains("the handshake survives it");
        }
    }

    /** nginx before 1.29.1 has no 0-RTT over QUIC with OpenSSL, whatever the setting says; the probe must say so. */
    @Test
    void earlyDataThatNginxCannotDoIsNotBelieved() throws Exception {
        try (LabNginx nginx = nginx(1, site(QUIC + ALT_SVC + "ssl_early_data on;"))) {
            HostFindings found = examination().whole(TestCertificate.HOST, nginx.address());

            assertWorks(found, "h3", "resumption");
            assertThat(of(found, "0-rtt").verdict()).isEqualTo(Verdict.DOES_NOT);
            assertThat(of(found, "0-rtt").advice()).contains("1.29.1");
            assertThat(found.isTrouble()).as(found.toString()).isFalse();
        }
    }

    @Test
    void severalNamesOnOneAddressEachHaveTheirOwn() throws Exception {
        try (LabNginx nginx = nginx(1, site(QUIC + ALT_SVC), other("listen 127.0.0.1:PORT quic;" + ALT_SVC))) {
            QuicExamination examination = examination();
            assertThat(examination.look(TestCertificate.HOST, nginx.address()).isTrouble())
                    .isFalse();
            HostFindings other = examination.look("other.test", nginx.address());

            assertWorks(other, "h3", "certificate", "answer", "alt-svc");
        }
    }

    @Test
    void aNameWithoutItsOwnQuicGetsTheOtherSitesCertificateAndPage() throws Exception {
        try (LabNginx nginx = nginx(1, site(QUIC + ALT_SVC), other(ALT_SVC))) {
            QuicExamination examination = examination();
            examination.look(TestCertificate.HOST, nginx.address());
            HostFindings other = examination.look("other.test", nginx.address());

            assertThat(of(other, "h3").verdict()).isEqualTo(Verdict.WORKS);
            assertThat(of(other, "certificate").isTrouble()).isTrue();
            assertThat(of(other, "certificate").words()).contains("for site.test, not for other.test");
            assertThat(of(other, "answer").isTrouble()).isTrue();
            assertThat(of(other, "answer").words()).contains("the page of the first name");
        }
    }

    @Test
    void withoutQuicThePortIsClosed() throws Exception {
        try (LabNginx nginx = nginx(1, site(""))) {
            HostFindings found = examination().whole(TestCertificate.HOST, nginx.address());

            assertThat(found.heard()).isTrue();
            assertThat(of(found, "h3").words()).contains("UDP port", "is closed");
            assertThat(of(found, "alt-svc").words()).contains("without an Alt-Svc header");
            assertThat(found.isTrouble()).isTrue();
        }
    }

    @Test
    void quicWithoutH3IsToldAsNotOffered() throws Exception {
        try (LabNginx nginx = nginx(1, site(QUIC + "http3 off;"))) {
            HostFindings found = examination().whole(TestCertificate.HOST, nginx.address());

            assertThat(of(found, "h3").isTrouble()).isTrue();
            assertThat(of(found, "h3").words()).contains("does not offer h3");
            assertWorks(found, "versions");
        }
    }

    /** The Host header is empty over h3, so that a backend of Apache's says 400 there and only there. */
    @Test
    void anEmptyHttpHostIsFoundByComparingWithH2() throws Exception {
        String strict = "if ($http_host = '') { return 400; }";
        try (LabNginx nginx = nginx(1, site(QUIC + ALT_SVC + strict))) {
            HostFindings found = examination().look(TestCertificate.HOST, nginx.address());

            assertThat(of(found, "answer").words()).startsWith("h3 answers 400, h2 answers 200");
            assertThat(of(found, "answer").advice()).contains("use $host");
        }
    }

    /** With routing by connection id, a connection from a new address reaches the worker that knows it. */
    @Test
    void migrationSurvivesTwoWorkersWithBpf() throws Exception {
        try (LabNginx nginx = LabNginx.start(directory, 2, "quic_bpf on;", site(QUIC + ALT_SVC))) {
            HostFindings found = examination().whole(TestCertificate.HOST, nginx.address());

            assertWorks(found, "h3", "migration");
        }
    }

    private LabNginx nginx(int workers, String... servers) throws Exception {
        return LabNginx.start(directory, workers, "", String.join("\n", servers));
    }

    private static String site(String settings) {
        return """
                server {
                    listen 127.0.0.1:PORT ssl; http2 on; server_name HOST;
                    ssl_certificate D/cert.pem; ssl_certificate_key D/key.pem; root D/www;
                    SETTINGS
                }
                """.replace("SETTINGS", settings);
    }

    private static String other(String settings) {
        return """
                server {
                    listen 127.0.0.1:PORT ssl; server_name other.test;
                    ssl_certificate D/other.pem; ssl_certificate_key D/other-key.pem; root D/other;
                    SETTINGS
                }
                """.replace("SETTINGS", settings);
    }

    private QuicExamination examination() throws Exception {
        return new QuicExamination(
                new TrustPolicy.CaFile(TestCertificate.writeAuthority(directory)),
                "/document",
                Duration.ofSeconds(10),
                new Random(5));
    }

    private static void assertWorks(HostFindings found, String... probes) {
        for (String probe : List.of(probes)) {
            assertThat(of(found, probe).verdict()).as(found.toString()).isEqualTo(Verdict.WORKS);
        }
    }

    private static Finding of(HostFindings found, String probe) {
        return found.findings().stream()
                .filter(finding -> finding.probe().equals(probe))
                .findFirst()
                .orElseThrow(() -> new AssertionError(probe + " in " + found));
    }
}
