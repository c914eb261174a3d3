package org.headroom.loadgen.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.loadgen.browser.Heads.head;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.headroom.loadgen.browser.WarmCaches;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.PageFlow;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One thing of a page: cache, conditional requests, cookies, redirects. */
class FetchTest {
    private static final String STYLE = "/style.css";
    private static final long SECOND = 1_000_000_000L;

    private final FakeTransport transport = new FakeTransport();
    private final Told observer = new Told();
    private final ScheduledExecutorService pacer = Executors.newScheduledThreadPool(1);
    private final LoadTarget target = new LoadTarget(Map.of(
            "site", endpoint("www.example.org", 443),
            "cdn", endpoint("cdn.example.org", 443)));
    private final WarmCaches caches = new WarmCaches(Duration.ofHours(1), InstantSource.system());
    private final Browsers browsers = new Browsers(transport, target, 0, caches);
    private final PageReplayer replayer =
            new PageReplayer(target, RequestLimits.DEFAULT, observer, pacer, () -> transport.nowNanos, "Headroom/test");

    private static LoadTarget.Endpoint endpoint(String host, int port) {
        return new LoadTarget.Endpoint(
                "https", host, port, List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    @AfterEach
    void stopPacer() {
        pacer.shutdownNow();
    }

    private static Page page(PageFlow flow, Resource... resources) {
        return new Page("front", "site", "/", 200, OptionalLong.empty(), List.of(resources), flow);
    }

    private static Page withStyle() {
        return page(PageFlow.NONE, resource("site", STYLE, ResourceKind.CSS));
    }

    private static Resource resource(String host, String path, ResourceKind kind) {
        return new Resource(
                path.substring(1),
                kind,
                host,
                path,
                Optional.empty(),
                new Discovery.WhileStreaming(0),
                200,
                OptionalLong.of(10),
                true,
                true);
    }

    private void view(Page page, Visitor visitor) {
        replayer.replay(new PageTree(page), visitor, transport.nowNanos, _ -> {});
    }

    private PageView lastView() {
        return observer.views.getLast();
    }

    @Test
    void prioritiesAreToldOverH2AndNotOverH1() {
        view(withStyle(), browsers.open());
        assertThat(transport.sentHeader("/", "priority")).isEqualTo("u=0, i");
        transport.protocol = Protocol.H1;
        view(withStyle(), browsers.open());
        assertThat(transport.sentHeader("/", "priority")).isEmpty();
    }

    @Test
    void aStaleResourceIsAskedForAndConfirmedByA304WhichIsNoFailure() {
        Visitor visitor = browsers.open();
        view(withStyle(), visitor);
        transport.answer("/", head(200), 50);
        transport.answer(
                STYLE,
                head(200, "etag: \"v1\"", "last-modified: Mon, 16 Nov 2026 12:00:00 GMT", "cache-control: no-cache"),
                10);
        assertThat(transport.sentHeader(STYLE, "if-none-match")).isEmpty();

        view(withStyle(), visitor);
        transport.answer("/", head(200), 50);
        assertThat(transport.sentHeader(STYLE, "if-none-match")).isEqualTo("\"v1\"");
        assertThat(transport.sentHeader(STYLE, "if-modified-since")).isEqualTo("Mon, 16 Nov 2026 12:00:00 GMT");
        transport.answer(STYLE, head(304), 0);

        assertThat(lastView().failure()).isEmpty();
        assertThat(lastView().tally()).isEqualTo(new PageView.Tally(2, 1, 0, 0, 50));
        assertThat(observer.sizeDiffers)
                .as("an empty 304 is not a changed file")
                .containsOnly(false);
    }

    @Test
    void a304ThatNobodyAskedForIsAFailure() {
        view(withStyle(), browsers.open());
        transport.answer("/", head(200), 50);
        transport.answer(STYLE, head(304), 0);
        assertThat(lastView().failure()).contains(FailureKind.UNEXPECTED_STATUS);
        assertThat(observer.words).containsExactly("unexpected-status: 304 instead of 200");
    }

    @Test
    void aFreshDocumentIsNotRequestedAndStillRevealsItsResources() {
        Visitor visitor = browsers.open();
        view(withStyle(), visitor);
        transport.answer("/", head(200, "cache-control: max-age=60"), 50);
        transport.answer(STYLE, head(200, "cache-control: max-age=5"), 10);
        transport.nowNanos = 10 * SECOND;

        view(withStyle(), visitor);
        transport.answer(STYLE, head(200, "cache-control: max-age=5"), 10);
        assertThat(transport.requested).containsExactly("/", STYLE, STYLE);
        assertThat(lastView().tally()).isEqualTo(new PageView.Tally(1, 0, 0, 1, 10));
    }

    @Test
    void nobodyReturnsBeforeSomebodyWasHereAndTheNextOneFindsWhatThatOneLeft() {
        Visitor early = browsers.openReturning("reader");
        assertThat(early.returning()).isFalse();
        view(withStyle(), early);
        transport.answer("/", head(200), 50);
        transport.answer(STYLE, head(200, "cache-control: max-age=86400"), 10);
        early.close();

        Visitor back = browsers.openReturning("reader");
        view(withStyle(), back);
        transport.answer("/", head(200), 50);
        assertThat(lastView().returning()).isTrue();
        assertThat(lastView().tally()).isEqualTo(new PageView.Tally(1, 0, 0, 1, 50));
        assertThat(browsers.openReturning("buyer").returning()).isFalse();
        assertThat(browsers.open("reader").returning()).isFalse();
    }

    @Test
    void aVisitorWhoMetAFailureTeachesNobody() {
        Visitor unlucky = browsers.open("reader");
        view(withStyle(), unlucky);
        transport.answer("/", head(200), 50);
        transport.answer(STYLE, head(200, "cache-control: max-age=86400"), 10);
        view(withStyle(), unlucky);
        transport.answer("/", head(500), 50);
        unlucky.close();
        assertThat(browsers.openReturning("reader").returning()).isFalse();
    }

    @Test
    void cookiesGoBackToTheSiteThatSetThemAndStayWithTheirVisitor() {
        Visitor visitor = browsers.open();
        view(page(PageFlow.NONE, resource("cdn", "/app.js", ResourceKind.JS)), visitor);
        transport.answer("/", head(200, "set-cookie: a=1; Path=/", "set-cookie: b=2; Domain=example.org; Path=/"), 50);
        assertThat(transport.sentHeader("/app.js", "cookie")).isEqualTo("b=2");
        transport.answer("/app.js", head(200), 10);
        view(page(PageFlow.NONE), visitor);
        assertThat(transport.sentHeader("/", "cookie")).contains("a=1", "b=2");
        transport.answer("/", head(200), 50);
        view(page(PageFlow.NONE), browsers.open());
        assertThat(transport.sentHeader("/", "cookie")).isEmpty();
    }

    @Test
    void aVisitorWhoTypesHttpIsLedToHttpsAndEachStepIsARequest() {
        view(
                page(
                        new PageFlow(true, Optional.empty(), List.of(), Map.of()),
                        resource("site", STYLE, ResourceKind.CSS)),
                browsers.open());
        assertThat(transport.sent("/").scheme()).isEqualTo("http");
        assertThat(transport.sent("/").port()).isEqualTo(80);
        assertThat(transport.sent("/").address().getPort()).isEqualTo(80);
        transport.nowNanos = SECOND;
        transport.answer("/", head(301, "location: https://www.example.org/"), 178);
        assertThat(transport.sent("/").scheme()).isEqualTo("https");
        assertThat(transport.sent("/").address().getPort()).isEqualTo(443);
        assertThat(transport.sent("/").intendedNanos()).isEqualTo(SECOND);
        assertThat(transport.requested)
                .as("the body of a redirect reveals nothing")
                .containsExactly("/", "/");
        transport.nowNanos = 3 * SECOND;
        transport.answer("/", head(200), 50);
        assertThat(transport.sentHeader(STYLE, "referer")).isEqualTo("https://www.example.org/");
        transport.answer(STYLE, head(200), 10);

        assertThat(observer.statuses).containsExactly(301, 200, 200);
        assertThat(lastView().failure()).isEmpty();
        assertThat(lastView().latencyNanos()).isEqualTo(3 * SECOND);
        assertThat(lastView().tally()).isEqualTo(new PageView.Tally(3, 0, 1, 0, 238));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.example.com/",
                "https://www.example.org:8443/",
                "http://www.example.org:8080/",
                "//evil.test/x",
                "ftp://www.example.org/",
                "https://www.example.org@evil.test/"
            })
    void aRedirectToAHostThatLoadMayNotGoToIsNotFollowed(String location) {
        view(withStyle(), browsers.open());
        transport.answer("/", head(302, "location: " + location), 0);
        assertThat(transport.requested).containsExactly("/");
        assertThat(lastView().failure()).contains(FailureKind.REDIRECT_ELSEWHERE);
        assertThat(observer.words)
                .singleElement()
                .asString()
                .startsWith("redirect-elsewhere: https://www.example.org redirects to ")
                .endsWith(", which is not under hosts of the scenario");
    }

    @Test
    void aRedirectToAnotherHostOfTheScenarioIsFollowed() {
        view(page(PageFlow.NONE), browsers.open());
        transport.answer("/", head(307, "location: //cdn.example.org/moved?x=1"), 0);
        transport.answer("/moved?x=1", head(200), 10);
        assertThat(transport.sent("/moved?x=1").host()).isEqualTo("cdn.example.org");
        assertThat(lastView().failure()).isEmpty();
    }

    @Test
    void aCircleOfRedirectsEndsAfterTwenty() {
        view(page(PageFlow.NONE), browsers.open());
        for (int i = 0; i <= 20; i++) {
            transport.answer("/", head(302, "location: /"), 0);
        }
        assertThat(transport.requested).hasSize(21);
        assertThat(lastView().failure()).contains(FailureKind.REDIRECT_LOOP);
        assertThat(lastView().tally().redirects()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"301, true", "302, true", "304, false", "200, false"})
    void aRedirectThatTheScenarioExpectsIsAnAnswer(int status, boolean good) {
        Page page = new Page("moved", "site", "/old", 301, OptionalLong.empty(), List.of());
        view(page, browsers.open());
        transport.answer("/old", head(status, "location: /old"), 0);
        if (status == 302) {
            transport.answer("/old", head(301, "location: /new"), 0);
        }
        assertThat(lastView().failure().isEmpty()).isEqualTo(good);
        assertThat(transport.requested).doesNotContain("/new");
    }

    @Test
    void whatAFailingAnswerHoldsIsNotParsed() {
        view(withStyle(), browsers.open());
        transport.answer("/", head(503), 50);
        assertThat(transport.requested).containsExactly("/");
    }

    @Test
    void theNextPageOfAVisitIsALinkOnTheOneBefore() {
        Visitor visitor = browsers.open();
        view(page(PageFlow.NONE), visitor);
        assertThat(transport.sentHeader("/", "sec-fetch-site")).isEqualTo("none");
        transport.answer("/", head(200), 1);
        view(new Page("post", "site", "/post", 200, OptionalLong.empty(), List.of()), visitor);
        assertThat(transport.sentHeader("/post", "referer")).isEqualTo("https://www.example.org/");
        assertThat(transport.sentHeader("/post", "sec-fetch-site")).isEqualTo("same-origin");
    }

    /** Keeps what it hears. */
    private static final class Told implements PageObserver {
        final List<PageView> views = new ArrayList<>();
        final List<Integer> statuses = new ArrayList<>();
        final List<Boolean> sizeDiffers = new ArrayList<>();
        final List<String> words = new ArrayList<>();

        @Override
        public void pageOffered(long intendedNanos) {}

        @Override
        public void pageStarted(long intendedNanos, long startedNanos) {}

        @Override
        public void requestDone(ResourceKind kind, Exchange exchange, Optional<FailureKind> failure, boolean differs) {
            statuses.add(exchange.head().status());
            sizeDiffers.add(differs);
        }

        @Override
        public void failed(FailureKind kind, String detail) {
            words.add(kind.label() + ": " + detail);
        }

        @Override
        public void pageDone(PageView view) {
            views.add(view);
        }
    }
}
