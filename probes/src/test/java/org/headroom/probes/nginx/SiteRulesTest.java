package org.headroom.probes.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.probes.nginx.FakeSites.at;
import static org.headroom.probes.nginx.FakeSites.named;
import static org.headroom.probes.nginx.FakeSites.over;
import static org.headroom.probes.nginx.NginxStack.WEB1;
import static org.headroom.probes.nginx.NginxStack.WEB2;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.site.SiteFetcher.Answer;
import org.headroom.probes.site.SiteFetcher.Handshake;
import org.headroom.probes.site.SiteFetcher.Protocol;
import org.headroom.probes.site.SiteFetcher.Trouble;
import org.headroom.probes.site.SiteFetcher.Trouble.Kind;
import org.headroom.probes.site.SiteFetcher.Visit;
import org.headroom.probes.site.SiteFetcher.Visited;
import org.junit.jupiter.api.Test;

class SiteRulesTest {
    private final FakeSites sites = new FakeSites();
    private final NginxStack stack = new NginxStack(sites);

    @Test
    void aHealthyStackHasAVerdictForEverythingAndNoAlarm() {
        List<Verdict> verdicts = stack.check();

        assertThat(verdicts).allMatch(Verdict::good);
        assertThat(verdicts)
                .extracting(Verdict::key)
                .doesNotHaveDuplicates()
                .contains(
                        "nginx web1 https",
                        "site web1 h3",
                        "site web2 redirect",
                        "site one page",
                        "site two page",
                        "site sites page",
                        "site one certificate");
    }

    @Test
    void keysAreTheSameWhetherAllIsWellOrNot() {
        List<String> well = stack.check().stream().map(Verdict::key).toList();
        sites.answers(named("www.one.test").and(at(WEB1)), 503);
        sites.fails(over(Protocol.H3).and(at(WEB2)), Kind.TIMEOUT);

        assertThat(stack.check()).extracting(Verdict::key).containsAll(well);
    }

    @Test
    void aDeadNginxIsOneAlarm() {
        sites.fails(at(WEB1), Kind.REFUSED);
        stack.status.fails("connection refused");

        List<Verdict> bad = stack.bad();

        assertThat(bad).hasSize(1);
        assertThat(bad.getFirst().key()).isEqualTo("nginx web1 https");
        assertThat(bad.getFirst().level()).isEqualTo(Level.CRITICAL);
        assertThat(bad.getFirst().message())
                .contains("nothing listens on port 443 at web1", "h1, h2 and h3 are refused", "web2 still serves");
    }

    @Test
    void ofADeadProxyNothingElseIsSaid() {
        sites.fails(at(WEB1), Kind.TIMEOUT);

        assertThat(stack.check())
                .filteredOn(verdict ->
                        verdict.host().equals("web1") && !verdict.probe().equals("nginx-host"))
                .extracting(Verdict::key)
                .containsExactly("nginx web1 https");
    }

    @Test
    void whenNoProxyServesItSaysSo() {
        sites.fails(_ -> true, Kind.REFUSED);

        assertThat(stack.bad())
                .hasSize(2)
                .allSatisfy(verdict -> assertThat(verdict.message()).contains("no other proxy serves"));
    }

    @Test
    void aNameWithoutAServerIsToldOfItsProxy() {
        sites.fails(named("www.two.test").and(at(WEB1)).and(over(Protocol.H1, Protocol.H2)), Kind.UNKNOWN_NAME);
        sites.fails(named("www.two.test").and(at(WEB1)).and(over(Protocol.H3)), Kind.UNKNOWN_NAME);

        assertThat(stack.bad()).anySatisfy(verdict -> {
            assertThat(verdict.key()).isEqualTo("nginx web1 https");
            assertThat(verdict.level()).isEqualTo(Level.CRITICAL);
            assertThat(verdict.message()).contains("no TLS handshake for www.two.test at web1");
        });
    }

    @Test
    void missingH2IsAWarningAndThePageIsAskedForOverH1() {
        sites.fails(named("www.two.test").and(at(WEB1)).and(over(Protocol.H2)), Kind.NOT_OFFERED);

        Verdict bad = stack.onlyBad();

        assertThat(bad.level()).isEqualTo(Level.WARNING);
        assertThat(bad.message()).contains("no h2 for www.two.test at web1", "h1 works");
    }

    @Test
    void droppedUdpIsAWarningThatH3DoesNotAnswer() {
        sites.fails(over(Protocol.H3).and(at(WEB1)), Kind.TIMEOUT);

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site web1 h3");
        assertThat(bad.level()).isEqualTo(Level.WARNING);
        assertThat(bad.message())
                .contains("h3 does not answer at web1 (UDP 443 dropped?), h2 is fine", "Alt-Svc promises h3");
    }

    /** A JVM that has just begun on a busy machine may be late for everything once. */
    @Test
    void h3ThatAnswersAtTheSecondTryIsNoAlarm() {
        AtomicInteger number = new AtomicInteger();
        sites.when(
                over(Protocol.H3).and(at(WEB1)).and(_ -> number.incrementAndGet() <= 2 + SiteRound.HANDSHAKES),
                _ -> new Visited(new Handshake.Failed(new Trouble(Kind.TIMEOUT, "late")), List.of()));

        assertThat(stack.bad()).isEmpty();
        assertThat(number.get()).isGreaterThan(2 + SiteRound.HANDSHAKES);
    }

    @Test
    void noH3AnywhereAndNonePromisedIsWell() {
        sites.when(over(Protocol.H2), visit -> FakeSites.answered(visit, 200, Duration.ofMillis(50), ""));
        sites.fails(over(Protocol.H3), Kind.REFUSED);

        assertThat(stack.bad()).isEmpty();
    }

    @Test
    void h3ThatFailsForOneNameOnlyIsToldWithTheName() {
        sites.fails(over(Protocol.H3).and(named("www.two.test")).and(at(WEB2)), Kind.TLS);

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site web2 h3");
        assertThat(bad.message()).contains("h3 fails for www.two.test at web2", "while other names have it");
    }

    @Test
    void h3WithAnotherSitesCertificateIsToldWithItsNames() {
        sites.shows(over(Protocol.H3).and(named("www.two.test")), FakeSites.chainOf("www.one.test"));

        assertThat(stack.bad()).hasSize(2).allSatisfy(bad -> {
            assertThat(bad.level()).isEqualTo(Level.WARNING);
            assertThat(bad.message())
                    .contains("h3 for www.two.test at", "shows the certificate of www.one.test, one.test");
            assertThat(bad.advice()).contains("`listen 443 quic`");
        });
    }

    @Test
    void aShareOfLostConnectionsIsAWarningThatMayPass() {
        AtomicInteger number = new AtomicInteger();
        sites.when(
                over(Protocol.H3).and(at(WEB1)),
                visit -> number.incrementAndGet() % 2 == 0
                        ? new Visited(new Handshake.Failed(new Trouble(Kind.TIMEOUT, "lost")), List.of())
                        : FakeSites.answered(visit, 200, Duration.ofMillis(5), FakeSites.ALT_SVC));

        Verdict bad = stack.onlyBad();

        assertThat(bad.momentary()).isTrue();
        assertThat(bad.message()).contains("4 of 8 h3 connections to web1 fail (50 %)");
        assertThat(bad.advice()).contains("reuseport");
    }

    @Test
    void workersThatShareOneUdpSocketAreToldEvenWhenNothingWasLost() {
        stack.within("-", "udp_sockets", "1");

        assertThat(stack.bad()).hasSize(2).allSatisfy(bad -> {
            assertThat(bad.message()).contains("the 2 workers of nginx", "share one UDP socket");
            assertThat(bad.advice()).contains("reuseport");
            assertThat(bad.momentary()).isFalse();
        });
    }

    @Test
    void oneLostConnectionIsNoAlarm() {
        AtomicInteger number = new AtomicInteger();
        sites.when(
                over(Protocol.H3).and(visit -> number.incrementAndGet() == 3),
                _ -> new Visited(new Handshake.Failed(new Trouble(Kind.CLOSED, "lost")), List.of()));

        assertThat(stack.bad()).isEmpty();
    }

    @Test
    void anEmptyHostOverH3IsCritical() {
        sites.answers(over(Protocol.H3), 400);

        assertThat(stack.bad()).hasSize(2).allSatisfy(bad -> {
            assertThat(bad.level()).isEqualTo(Level.CRITICAL);
            assertThat(bad.message()).contains("h3 answers 400 for www.one.test, www.two.test");
            assertThat(bad.advice()).contains("$http_host is empty");
        });
    }

    @Test
    void h3ThatNobodyIsToldOfIsAWarning() {
        sites.when(
                over(Protocol.H2).and(named("www.one.test")).and(at(WEB1)),
                visit -> FakeSites.answered(visit, 200, Duration.ofMillis(50), ""));

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site web1 h3");
        assertThat(bad.message()).contains("h3 works for www.one.test at web1", "no Alt-Svc");
    }

    @Test
    void aPageThatAnOriginCannotGiveIsAskedForAgain() {
        AtomicInteger number = new AtomicInteger();
        sites.when(
                over(Protocol.H2).and(named("www.one.test")).and(at(WEB1)),
                visit -> FakeSites.answered(
                        visit, number.incrementAndGet() == 1 ? 503 : 200, Duration.ofMillis(50), FakeSites.ALT_SVC));

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site one page");
        assertThat(bad.level()).isEqualTo(Level.WARNING);
        assertThat(bad.message()).contains("answered 503 and, asked again, 200");
    }

    @Test
    void aPageThatFailsAtOneProxyIsToldBySite() {
        sites.answers(over(Protocol.H2).and(named("www.one.test")).and(at(WEB1)), 502);

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site one page");
        assertThat(bad.level()).isEqualTo(Level.CRITICAL);
        assertThat(bad.message()).contains("www.one.test at web1 (fine at the other proxies)", "502");
    }

    @Test
    void allPagesOfOneProxyAreOneAlarm() {
        sites.answers(over(Protocol.H2).and(at(WEB1)), 502);

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site web1 page");
        assertThat(bad.message()).contains("every site at web1", "502");
    }

    @Test
    void allPagesEverywhereAreOneAlarm() {
        sites.answers(over(Protocol.H2), 503);

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site sites page");
        assertThat(bad.message()).contains("every site at every proxy", "503");
    }

    @Test
    void aSlowPageIsAWarningThatMayPass() {
        sites.when(
                over(Protocol.H2).and(named("www.two.test")),
                visit -> FakeSites.answered(visit, 200, Duration.ofMillis(3100), FakeSites.ALT_SVC));

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site sites page-time");
        assertThat(bad.level()).isEqualTo(Level.WARNING);
        assertThat(bad.momentary()).isTrue();
        assertThat(bad.message()).contains("www.two.test 3.1 s at web1, www.two.test 3.1 s at web2");
    }

    /** Asked again at the end of a check there is little time left: that says little of the page. */
    @Test
    void aPageThatWeCouldNotWaitForIsSlowAndNotBroken() {
        sites.when(
                over(Protocol.H2).and(named("www.two.test")).and(at(WEB1)),
                visit -> new Visited(
                        new Handshake.Done(Duration.ofMillis(3), FakeSites.chainOf(visit.name())),
                        List.of(new Answer.Failed(new Trouble(Kind.TIMEOUT, "no answer"), Duration.ofMillis(2400)))));

        Verdict bad = stack.onlyBad();

        assertThat(bad.level()).isEqualTo(Level.WARNING);
        assertThat(bad.momentary()).isTrue();
        assertThat(bad.message()).contains("www.two.test more than 2.4 s at web1");
    }

    @Test
    void port80WithoutRedirectIsAWarning() {
        sites.answers(over(Protocol.PLAIN).and(at(WEB1)).and(named("www.one.test")), 200);

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site web1 redirect");
        assertThat(bad.message()).contains("http://www.one.test/ at web1 answers 200 instead of 301");
    }

    @Test
    void redirectedChallengesAreAWarning() {
        sites.when(over(Protocol.PLAIN).and(at(WEB2)), visit -> {
            Answer redirect = new Answer.Answered(
                    301, Map.of("location", "https://" + visit.name() + "/"), "", Duration.ofMillis(1));
            return new Visited(new Handshake.Done(Duration.ofMillis(1), List.of()), List.of(redirect, redirect));
        });

        assertThat(stack.onlyBad().message()).contains("ACME challenges for www.one.test, www.two.test at web2");
    }

    @Test
    void anExpiredCertificateIsOneAlarmWithAllProxies() {
        sites.shows(named("www.one.test"), FakeSites.issue(-1, "www.one.test").chain());

        Verdict bad = stack.onlyBad();

        assertThat(bad.key()).isEqualTo("site one certificate");
        assertThat(bad.level()).isEqualTo(Level.CRITICAL);
        assertThat(bad.message()).contains("ran out on", "at every proxy (web1, web2)");
    }

    @Test
    void certificatesNearTheirEndAreToldByTheThresholds() {
        sites.shows(named("www.one.test"), FakeSites.issue(10, "www.one.test").chain());
        sites.shows(named("www.two.test"), FakeSites.issue(3, "www.two.test").chain());

        assertThat(stack.bad())
                .extracting(Verdict::key, Verdict::level)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("site one certificate", Level.WARNING),
                        org.assertj.core.groups.Tuple.tuple("site two certificate", Level.CRITICAL));
    }

    @Test
    void aProxyThatWasNotReloadedIsNamed() {
        sites.shows(
                named("www.one.test").and(at(WEB2)),
                FakeSites.issue(25, "www.one.test").chain());

        Verdict bad = stack.onlyBad();

        assertThat(bad.level()).isEqualTo(Level.WARNING);
        assertThat(bad.message()).contains("not the same at all proxies");
        assertThat(bad.advice()).contains("`nginx -s reload` on web2");
    }

    @Test
    void aWrongNameAndAMissingIntermediateAreCritical() {
        sites.shows(named("www.one.test"), FakeSites.chainOf("www.two.test"));
        sites.shows(named("www.two.test"), FakeSites.chainOf("www.two.test").subList(0, 1));

        assertThat(stack.bad())
                .filteredOn(bad -> bad.key().endsWith("certificate"))
                .satisfiesExactly(
                        bad -> assertThat(bad.message()).contains("is for www.two.test"),
                        bad -> assertThat(bad.message()).contains("without an intermediate certificate"));
    }

    @Test
    void sitesThatShareACertificateAreComparedByTheirPages() {
        List<X509Certificate> both =
                FakeSites.issue(300, "www.one.test", "www.two.test").chain();
        sites.shows(_ -> true, both);
        assertThat(stack.bad()).isEmpty();

        // The server of two has no QUIC of its own: over h3 everything is one's.
        sites.when(over(Protocol.H3), visit -> servedBy("www.one.test", visit, both));

        assertThat(stack.bad()).hasSize(2).allSatisfy(bad -> {
            assertThat(bad.level()).isEqualTo(Level.CRITICAL);
            assertThat(bad.message())
                    .contains("h3 for www.two.test at", "serves the page of one")
                    .contains("requests for two get the page of one");
        });
    }

    private static Visited servedBy(String host, Visit visit, List<X509Certificate> chain) {
        return new Visited(
                new Handshake.Done(Duration.ofMillis(3), chain),
                visit.requests().stream()
                        .map(_ -> (Answer)
                                new Answer.Answered(200, Map.of(), "<title>" + host + "</title>", Duration.ofMillis(5)))
                        .toList());
    }
}
