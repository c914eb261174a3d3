package org.headroom.loadgen.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.loadgen.quic.Finding.Verdict;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.ResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of an answer over TCP: the header by which browsers find h3, and the page to compare with. */
class AdvertisementTest {
    private static final QuicHost HOST = new QuicHost(
            "site.test", new InetSocketAddress(InetAddress.getLoopbackAddress(), 8443), "/", Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            h3=":8443"; ma=86400        | WORKS    | remembered for 24h
            h3=":8443"; ma=60           | WORKS    | remembered for 1m
            h3=":8443"; ma=0            | DOES_NOT | ma=0
            h3=":443"; ma=86400         | DOES_NOT | UDP port 443
            h2=":8443"                  | DOES_NOT | names no h3
            clear                       | DOES_NOT | names no h3
            h3=8443                     | DOES_NOT | names no h3
            """)
    void theHeaderIsJudged(String header, Verdict verdict, String words) {
        Finding finding = Advertisement.of(HOST, tcp(200, header, "", "page"));

        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.words()).contains(words);
        assertThat(finding.isTrouble()).isEqualTo(verdict == Verdict.DOES_NOT);
    }

    @Test
    void withoutTheHeaderTheAdviceNamesThePort() {
        Finding finding = Advertisement.of(HOST, tcp(200, "", "", "page"));

        assertThat(finding.isTrouble()).isTrue();
        assertThat(finding.advice()).contains("add_header Alt-Svc 'h3=\":8443\"; ma=86400' always;");
    }

    @Test
    void whoDoesNotAnswerOverTcpIsNotFound() {
        Exchange refused = tcp(200, "", "", "").exchange().failedBy(FailureKind.CONNECT_REFUSED, "refused");

        assertThat(Advertisement.of(HOST, new TcpAnswer(Protocol.H2, refused)).isTrouble())
                .isTrue();
        assertThat(new TcpAnswer(Protocol.H2, refused).heard()).isFalse();
        assertThat(new TcpAnswer(Protocol.H2, refused.failedBy(FailureKind.CERTIFICATE, "expired")).heard())
                .isTrue();
    }

    @Test
    void aBadRequestOverH3AloneIsTheEmptyHostHeader() {
        Finding finding = SameAnswer.of(over(400, "", "Bad Request"), tcp(200, "", "", "page"), Optional.empty());

        assertThat(finding.isTrouble()).isTrue();
        assertThat(finding.advice()).contains("$http_host").contains("$host");
    }

    @Test
    void anotherRedirectIsAnotherAnswer() {
        assertThat(SameAnswer.of(over(301, "https:///", ""), tcp(301, "", "https://site.test/", ""), Optional.empty())
                        .isTrouble())
                .isTrue();
    }

    @Test
    void theFirstNamesPageIsNotThisOnesPage() {
        Exchange first = exchange(200, "", "", "first");

        assertThat(SameAnswer.of(over(200, "", "first"), tcp(200, "", "", "second"), Optional.of(first))
                        .isTrouble())
                .isTrue();
        assertThat(SameAnswer.of(over(200, "", "second, at noon"), tcp(200, "", "", "second"), Optional.of(first))
                        .verdict())
                .isEqualTo(Verdict.WORKS);
        assertThat(SameAnswer.of(over(200, "", "first"), tcp(200, "", "", "first"), Optional.of(first))
                        .verdict())
                .isEqualTo(Verdict.WORKS);
    }

    private static TcpAnswer tcp(int status, String altSvc, String location, String text) {
        return new TcpAnswer(Protocol.H2, exchange(status, altSvc, location, text));
    }

    private static Handshakes over(int status, String location, String text) {
        return new Handshakes(
                List.of(1.0),
                0,
                Optional.empty(),
                0,
                true,
                "v1",
                List.of(),
                Optional.empty(),
                List.of(exchange(status, "", location, text)));
    }

    private static Exchange exchange(int status, String altSvc, String location, String text) {
        ResponseHead head =
                new ResponseHead(status, "text/html", "", text.length(), "", "", "", location, altSvc, List.of());
        return new Exchange(
                HOST.get(),
                1,
                2,
                3,
                4,
                ConnectionUse.reused(HOST.address()),
                text.length(),
                head,
                text,
                new Outcome.Answered(status),
                0);
    }
}
