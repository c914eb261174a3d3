package org.headroom.probes.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.probes.nginx.RealNginx.redirect;
import static org.headroom.probes.nginx.RealNginx.site;

import java.nio.file.Path;
import java.util.List;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.site.netty.NettySiteFetcher;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real fetcher, probe and rules against nginx 1.26: healthy, and with what administrators get wrong. */
@Tag("lab")
@Timeout(120)
class RealNginxTest {
    private static final String ONE = "127.0.0.1";
    private static final String TWO = "127.0.0.2";
    private static final String FIRST_QUIC = "listen ADDRESS:PORT quic reuseport;";
    private static final String QUIC = "listen ADDRESS:PORT quic;";
    private static final String ALT_SVC = "add_header Alt-Svc 'h3=\":PORT\"; ma=86400' always;";

    @TempDir
    private Path directory;

    private final TestAuthority authority = new TestAuthority();
    private Path ca = Path.of("ca.pem");

    @BeforeEach
    void certificates() throws Exception {
        ca = authority.write(directory);
        authority.issue(FakeSites.days(300), "www.one.test").write(directory, "one");
        authority.issue(FakeSites.days(300), "www.two.test").write(directory, "two");
    }

    @Test
    void healthyProxiesGiveNoAlarmTimeAndAgain() throws Exception {
        String servers = healthy(ONE) + healthy(TWO);
        try (RealNginx nginx = RealNginx.start(directory, 2, servers);
                NettySiteFetcher sites = fetcher()) {
            NginxStack stack = new NginxStack(sites, nginx.stack(2));
            for (int i = 0; i < 30; i++) {
                assertThat(stack.bad()).isEmpty();
            }
        }
    }

    @Test
    void aNameWithoutItsOwnQuicShowsTheOthersCertificate() throws Exception {
        Verdict bad = only(1, site("one", ONE, FIRST_QUIC + ALT_SVC) + site("two", ONE, ALT_SVC) + redirect(ONE));

        assertThat(bad.key()).isEqualTo("site web1 h3");
        assertThat(bad.level()).isEqualTo(Level.WARNING);
        assertThat(bad.message()).contains("h3 for www.two.test at web1 shows the certificate of www.one.test");
    }

    @Test
    void aNameWithoutItsOwnQuicBehindASharedCertificateServesTheOthersPage() throws Exception {
        var both = authority.issue(FakeSites.days(300), "*.one.test", "*.two.test");
        both.write(directory, "one");
        both.write(directory, "two");

        Verdict bad = only(1, site("one", ONE, FIRST_QUIC + ALT_SVC) + site("two", ONE, ALT_SVC) + redirect(ONE));

        assertThat(bad.level()).isEqualTo(Level.CRITICAL);
        assertThat(bad.message())
                .contains("h3 for www.two.test at web1 serves the page of one: visitors see the wrong site");
    }

    @Test
    void aSharedCertificateIsWellWhenEachNameHasItsOwnQuic() throws Exception {
        var both = authority.issue(FakeSites.days(300), "*.one.test", "*.two.test");
        both.write(directory, "one");
        both.write(directory, "two");

        assertThat(bad(1, healthy(ONE))).isEmpty();
    }

    /** How many connections are lost is a matter of luck and load; that they share a socket is not. */
    @Test
    void twoWorkersWithoutReuseportAreFoundFromWithin() throws Exception {
        String quic = "listen 127.0.0.1:PORT quic;";
        String servers = site("one", ONE, quic + ALT_SVC) + site("two", ONE, quic + ALT_SVC) + redirect(ONE);
        try (RealNginx nginx = RealNginx.start(directory, 2, servers);
                NettySiteFetcher sites = fetcher()) {
            NginxStack stack = new NginxStack(sites, nginx.stack(1)).lookedAtFromWithin();

            assertThat(stack.bad()).anySatisfy(bad -> {
                assertThat(bad.key()).isEqualTo("site web1 h3");
                assertThat(bad.level()).isEqualTo(Level.WARNING);
                assertThat(bad.message()).contains("the 2 workers of nginx at web1 share one UDP socket");
                assertThat(bad.advice()).contains("reuseport");
            });
        }
    }

    @Test
    void theHelperSeesARealNginx() throws Exception {
        try (RealNginx nginx = RealNginx.start(directory, 2, healthy(ONE));
                NettySiteFetcher sites = fetcher()) {
            NginxStack stack = new NginxStack(sites, nginx.stack(1)).lookedAtFromWithin();

            assertThat(stack.bad()).isEmpty();
            assertThat(stack.verdict("nginx web1 processes").orElseThrow().message())
                    .matches("nginx 1\\.[0-9.]+ with 2 workers");
            assertThat(stack.verdict("nginx web1 connections").orElseThrow().message())
                    .contains("of 1000 connections (2 workers with 500 each)");
        }
    }

    @Test
    void anEmptyHostOverH3IsFound() throws Exception {
        // As Apache does with an empty Host.
        String strict = "if ($http_host = '') { return 400; }";
        Verdict bad = only(
                1, site("one", ONE, FIRST_QUIC + ALT_SVC + strict) + site("two", ONE, QUIC + ALT_SVC) + redirect(ONE));

        assertThat(bad.level()).isEqualTo(Level.CRITICAL);
        assertThat(bad.message()).contains("h3 answers 400 for www.one.test at web1");
    }

    @Test
    void missingAltSvcIsFound() throws Exception {
        Verdict bad = only(1, site("one", ONE, FIRST_QUIC) + site("two", ONE, QUIC + ALT_SVC) + redirect(ONE));

        assertThat(bad.message()).contains("h3 works for www.one.test at web1, but no Alt-Svc");
    }

    @Test
    void altSvcWithoutH3IsFound() throws Exception {
        Verdict bad = only(1, site("one", ONE, ALT_SVC) + site("two", ONE, ALT_SVC) + redirect(ONE));

        assertThat(bad.key()).isEqualTo("site web1 h3");
        assertThat(bad.message()).contains("h3 does not answer at web1", "connection refused", "Alt-Svc promises h3");
    }

    @Test
    void anotherCertificateOnOneProxyIsFound() throws Exception {
        authority.issue(FakeSites.days(40), "www.one.test").write(directory, "old");
        String old = site("one", TWO, FIRST_QUIC + ALT_SVC)
                .replace("D/one.pem", "D/old.pem")
                .replace("D/one-key", "D/old-key");
        String servers =
                healthy(ONE) + (old + site("two", TWO, QUIC + ALT_SVC) + redirect(TWO)).replace("ADDRESS", TWO);
        try (RealNginx nginx = RealNginx.start(directory, 1, servers);
                NettySiteFetcher sites = fetcher()) {
            Verdict bad = new NginxStack(sites, nginx.stack(2)).onlyBad();

            assertThat(bad.key()).isEqualTo("site one certificate");
            assertThat(bad.message()).contains("not the same at all proxies");
            assertThat(bad.advice()).contains("reload` on web2");
        }
    }

    @Test
    void anExpiredCertificateIsTheOnlyAlarm() throws Exception {
        authority.issue(FakeSites.days(-2), "www.two.test").write(directory, "two");

        Verdict bad = only(1, healthy(ONE));

        assertThat(bad.key()).isEqualTo("site two certificate");
        assertThat(bad.level()).isEqualTo(Level.CRITICAL);
        assertThat(bad.message()).contains("the certificate of www.two.test ran out on");
    }

    @Test
    void anUnknownAuthorityIsFound() throws Exception {
        new TestAuthority().issue(FakeSites.days(90), "www.two.test").write(directory, "two");

        Verdict bad = only(1, healthy(ONE));

        assertThat(bad.level()).isEqualTo(Level.CRITICAL);
        assertThat(bad.message()).contains("browsers do not trust the certificate of www.two.test");
    }

    @Test
    void aMissingRedirectIsFound() throws Exception {
        String plain = "server { listen 127.0.0.1:HTTP; root D/one; }";
        Verdict bad = only(1, site("one", ONE, FIRST_QUIC + ALT_SVC) + site("two", ONE, QUIC + ALT_SVC) + plain);

        assertThat(bad.key()).isEqualTo("site web1 redirect");
        assertThat(bad.message()).contains("http://www.one.test/ at web1 answers 200 instead of 301");
    }

    @Test
    void redirectedChallengesAreFound() throws Exception {
        String all = "server { listen 127.0.0.1:HTTP; return 301 https://$host$request_uri; }";
        Verdict bad = only(1, site("one", ONE, FIRST_QUIC + ALT_SVC) + site("two", ONE, QUIC + ALT_SVC) + all);

        assertThat(bad.message()).contains("ACME challenges for www.one.test, www.two.test at web1 are redirected");
    }

    @Test
    void anUnknownNameAndMissingH2AreFound() throws Exception {
        String refusing = "server { listen 127.0.0.1:PORT ssl default_server; ssl_reject_handshake on; }";
        String withoutTwo = site("one", ONE, "").replace("http2 on;", "") + refusing + redirect(ONE);

        assertThat(bad(1, withoutTwo)).anySatisfy(bad -> {
            assertThat(bad.key()).isEqualTo("nginx web1 https");
            assertThat(bad.message())
                    .contains("no TLS handshake for www.two.test at web1: TLS alert unrecognized_name");
        });
        String withoutH2 = site("one", ONE, "").replace("http2 on;", "")
                + site("two", ONE, "").replace("http2 on;", "");
        assertThat(bad(1, withoutH2 + redirect(ONE)))
                .extracting(Verdict::message)
                .anySatisfy(words -> assertThat(words).contains("no h2 for www.one.test, www.two.test at web1"));
    }

    @Test
    void aDeadNginxIsOneAlarm() throws Exception {
        RealNginx nginx = RealNginx.start(directory, 1, healthy(ONE));
        nginx.close();
        try (NettySiteFetcher sites = fetcher()) {
            Verdict bad = new NginxStack(sites, nginx.stack(1)).onlyBad();

            assertThat(bad.message()).contains("nothing listens on port", "h1, h2 and h3 are refused");
        }
    }

    private static String healthy(String address) {
        return (site("one", address, FIRST_QUIC + ALT_SVC) + site("two", address, QUIC + ALT_SVC) + redirect(address))
                .replace("ADDRESS", address);
    }

    private Verdict only(int workers, String servers) throws Exception {
        List<Verdict> bad = bad(workers, servers);
        assertThat(bad).hasSize(1);
        return bad.getFirst();
    }

    private List<Verdict> bad(int workers, String servers) throws Exception {
        try (RealNginx nginx = RealNginx.start(directory, workers, servers.replace("ADDRESS", ONE));
                NettySiteFetcher sites = fetcher()) {
            return new NginxStack(sites, nginx.stack(1)).bad();
        }
    }

    private NettySiteFetcher fetcher() {
        return new NettySiteFetcher(new TrustPolicy.CaFile(ca));
    }
}
