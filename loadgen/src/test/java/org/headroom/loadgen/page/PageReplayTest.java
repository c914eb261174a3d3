package org.headroom.loadgen.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.loadgen.browser.Heads.head;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageReplayTest {
    private static final long MILLI = 1_000_000;

    private final FakeTransport transport = new FakeTransport();
    private final Recording observer = new Recording();
    private final ScheduledExecutorService pacer = Executors.newScheduledThreadPool(1);
    private final LoadTarget target = new LoadTarget(Map.of(
            "site",
            new LoadTarget.Endpoint(
                    "https",
                    "www.example.org",
                    443,
                    List.of(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 2)))));
    private final Browsers browsers = new Browsers(transport, target);
    private final PageReplayer replayer =
            new PageReplayer(target, RequestLimits.DEFAULT, observer, pacer, () -> transport.nowNanos, "Headroom/test");

    @AfterEach
    void stopPacer() {
        pacer.shutdownNow();
    }

    @Test
    void aResourceIsRequestedWhenTheDocumentHasStreamedInThatFar() {
        start(page(streaming("style", "/style.css", 100), streaming("photo", "/photo.jpg", 900)));

        assertThat(transport.requested).containsExactly("/");
        transport.progress("/", 99);
        assertThat(transport.requested).containsExactly("/");
        transport.progress("/", 100);
        assertThat(transport.requested).containsExactly("/", "/style.css");
        transport.progress("/", 5000);
        assertThat(transport.requested).containsExactly("/", "/style.css", "/photo.jpg");
    }

    @Test
    void aDocumentShorterThanCapturedStillRevealsEverything() {
        start(page(streaming("style", "/style.css", 100_000)));

        transport.answer("/", 200, 10);

        assertThat(transport.requested).containsExactly("/", "/style.css");
    }

    @Test
    void aFontIsRequestedOnlyAfterItsStyleSheetHasEnded() {
        start(page(streaming("style", "/style.css", 0), after("font", "/font.woff2", "style")));
        transport.progress("/", 1);
        transport.answer("/", 200, 10);
        assertThat(transport.requested).doesNotContain("/font.woff2");

        transport.answer("/style.css", 200, 10);

        assertThat(transport.requested).contains("/font.woff2");
    }

    @Test
    void aScriptsRequestComesItsDelayAfterTheScript() {
        Resource script = streaming("app", "/app.js", 0);
        Resource late = new Resource(
                "late",
                ResourceKind.FETCH,
                "site",
                "/late.json",
                Optional.of("app"),
                new Discovery.AfterScript(Duration.ofMillis(1)),
                200,
                OptionalLong.empty(),
                false,
                false);
        start(page(script, late));
        transport.answer("/", 200, 10);
        transport.answer("/app.js", 200, 10);
        assertThat(observer.views).isEmpty();

        Awaitility.await().until(() -> transport.requested.contains("/late.json"));
    }

    @Test
    void whatWouldComeAfterThePagesTimeIsUpFailsThePageInsteadOfBeingForgotten() {
        Resource late = new Resource(
                "late",
                ResourceKind.FETCH,
                "site",
                "/late.json",
                Optional.empty(),
                new Discovery.AfterScript(Duration.ofHours(1)),
                200,
                OptionalLong.empty(),
                false,
                false);
        start(page(late));
        transport.nowNanos += RequestLimits.DEFAULT.page().toNanos();
        transport.answer("/", 200, 10);

        Awaitility.await().until(() -> !observer.views.isEmpty());
        assertThat(observer.views.getFirst().failure()).contains(FailureKind.TIMEOUT);
        assertThat(transport.requested).containsExactly("/");
    }

    @Test
    void pageTimeRunsFromTheIntendedStartToTheLastAwaitedResource() {
        transport.nowNanos = 50 * MILLI;
        start(page(streaming("style", "/style.css", 0), lazy("lazy", "/lazy.jpg")), 20 * MILLI);
        transport.nowNanos = 100 * MILLI;
        transport.answer("/", 200, 10);
        transport.nowNanos = 170 * MILLI;
        transport.answer("/style.css", 200, 10);
        transport.nowNanos = 900 * MILLI;
        transport.answer("/lazy.jpg", 200, 10);

        assertThat(observer.views).singleElement().satisfies(view -> {
            assertThat(view.latencyNanos()).isEqualTo(150 * MILLI);
            assertThat(view.startedNanos()).isEqualTo(50 * MILLI);
            assertThat(view.failure()).isEmpty();
        });
    }

    @Test
    void aFailedResourceFailsItsPageWithItsKind() {
        start(page(streaming("style", "/style.css", 0)));
        transport.answer("/", 200, 10);
        transport.fail("/style.css", FailureKind.CONNECTION_CLOSED);

        assertThat(observer.views)
                .singleElement()
                .satisfies(view -> assertThat(view.failure()).contains(FailureKind.CONNECTION_CLOSED));
    }

    @Test
    void anUnexpectedStatusFailsThePageAndRevealsNothing() {
        start(page(streaming("style", "/style.css", 0)));
        transport.answer("/", 503, 10);

        assertThat(transport.requested).containsExactly("/");
        assertThat(observer.views)
                .singleElement()
                .satisfies(view -> assertThat(view.failure()).contains(FailureKind.UNEXPECTED_STATUS));
    }

    @Test
    void theSecondPageOfAVisitTakesCacheableResourcesFromTheCache() {
        Page page = page(streaming("style", "/style.css", 0), after("font", "/font.woff2", "style"));
        Visitor visitor = browsers.open();
        for (String path : List.of("/", "/style.css", "/font.woff2", "/")) {
            if (path.equals("/")) {
                replayer.replay(new PageTree(page), visitor, transport.nowNanos, _ -> {});
            }
            transport.answer(path, path.equals("/") ? head(200) : head(200, "cache-control: max-age=60"), 10);
        }

        assertThat(transport.requested).containsExactly("/", "/style.css", "/font.woff2", "/");
        assertThat(observer.views).hasSize(2);
    }

    @Test
    void aStaticResourceOfAnotherSizeIsToldButDoesNotFail() {
        start(page(streaming("style", "/style.css", 0)));
        transport.answer("/", 200, 77);
        transport.answer("/style.css", 200, 11);

        assertThat(observer.sizeDiffers).containsExactly(false, true);
        assertThat(observer.views.getFirst().failure()).isEmpty();
    }

    @Test
    void visitorsTakeTheAddressesOfANameInTurn() {
        for (int i = 0; i < 4; i++) {
            start(page());
            transport.answer("/", 200, 1);
        }

        assertThat(observer.views.stream().map(view -> view.address().getPort()))
                .containsExactly(1, 2, 1, 2);
    }

    @Test
    void thePageIsLoadedWithItsLastAwaitedResourceAndDoneWithItsLast() {
        List<String> told = new ArrayList<>();
        Visitor visitor = browsers.open();
        replayer.replay(
                new PageTree(page(streaming("style", "/style.css", 0), lazy("image", "/lazy.png"))),
                visitor,
                transport.nowNanos,
                new PageListener() {
                    @Override
                    public void loaded(PageView view) {
                        told.add("loaded");
                    }

                    @Override
                    public void done(PageView view) {
                        told.add("done");
                    }
                });
        transport.answer("/", 200, 10);
        assertThat(told).isEmpty();
        transport.nowNanos = 5;
        transport.answer("/style.css", 200, 10);
        assertThat(told).as("the visitor can go on").containsExactly("loaded");
        visitor.closeWhenQuiet(() -> told.add("left"));
        assertThat(told).containsExactly("loaded");
        transport.nowNanos = 9;
        transport.answer("/lazy.png", 200, 10);
        assertThat(told).containsExactly("loaded", "done", "left");
        assertThat(observer.views)
                .singleElement()
                .extracting(PageView::endNanos)
                .isEqualTo(5L);
    }

    @Test
    void aLazyResourceThatFailsFailsThePageThoughItsVisitorHasGoneOn() {
        start(page(lazy("image", "/lazy.png")));
        transport.answer("/", 200, 10);
        assertThat(observer.views).isEmpty();
        transport.fail("/lazy.png", FailureKind.TIMEOUT);
        assertThat(observer.views)
                .singleElement()
                .satisfies(view -> assertThat(view.failure()).contains(FailureKind.TIMEOUT));
    }

    @Test
    void aPageEndsAlsoWhenSomethingOfOursBreaks() {
        transport.breaksAt = "/style.css";
        start(page(streaming("style", "/style.css", 0)));
        transport.answer("/", 200, 10);
        assertThat(observer.views)
                .singleElement()
                .satisfies(view -> assertThat(view.failure()).contains(FailureKind.GENERATOR));
        transport.breaksAt = "/";
        start(page());
        assertThat(observer.views).hasSize(2);
    }

    private void start(Page page) {
        start(page, transport.nowNanos);
    }

    private void start(Page page, long intended) {
        replayer.replay(new PageTree(page), browsers.open(), intended, _ -> {});
    }

    private static Page page(Resource... resources) {
        return new Page("front", "site", "/", 200, OptionalLong.of(10), List.of(resources));
    }

    private static Resource streaming(String id, String path, long offset) {
        return resource(id, path, Optional.empty(), new Discovery.WhileStreaming(offset), true);
    }

    private static Resource lazy(String id, String path) {
        return resource(id, path, Optional.empty(), new Discovery.WhileStreaming(0), false);
    }

    private static Resource after(String id, String path, String initiator) {
        return resource(id, path, Optional.of(initiator), new Discovery.AfterParent(), true);
    }

    private static Resource resource(
            String id, String path, Optional<String> initiator, Discovery discovery, boolean awaited) {
        return new Resource(
                id, ResourceKind.CSS, "site", path, initiator, discovery, 200, OptionalLong.of(10), awaited, true);
    }

    /** Keeps what it hears. */
    private static final class Recording implements PageObserver {
        final List<PageView> views = new CopyOnWriteArrayList<>();
        final List<Boolean> sizeDiffers = new ArrayList<>();

        @Override
        public void pageOffered(long intendedNanos) {}

        @Override
        public void pageStarted(long intendedNanos, long startedNanos) {}

        @Override
        public void requestDone(ResourceKind kind, Exchange exchange, Optional<FailureKind> failure, boolean differs) {
            sizeDiffers.add(differs);
        }

        @Override
        public void pageDone(PageView view) {
            views.add(view);
        }
    }
}
