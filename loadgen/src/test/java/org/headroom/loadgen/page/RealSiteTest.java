package org.headroom.loadgen.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.headroom.loadgen.browser.WarmCaches;
import org.headroom.loadgen.record.ProtocolRecorder;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.TestCertificate;
import org.headroom.loadgen.transport.Transport;
import org.headroom.loadgen.transport.Transports;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.PageFlow;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole visits over real connections: plain http that redirects, TLS behind it, validators, cookies. */
@Timeout(60)
class RealSiteTest {
    @TempDir
    private Path directory;

    private final ScheduledExecutorService pacer = Executors.newScheduledThreadPool(1);
    private SiteServer server;

    @BeforeEach
    void serve() {
        server = SiteServer.start(TestCertificate.good(), TestCertificate.HOST);
    }

    @AfterEach
    void stop() {
        server.close();
        pacer.shutdownNow();
    }

    private static Page front() {
        Resource style = new Resource(
                "style",
                ResourceKind.CSS,
                "site",
                "/style.css",
                Optional.empty(),
                new Discovery.WhileStreaming(0),
                200,
                OptionalLong.empty(),
                true,
                true);
        Resource logo = new Resource(
                "logo",
                ResourceKind.IMAGE,
                "site",
                "/logo.png",
                Optional.of("style"),
                new Discovery.AfterParent(),
                200,
                OptionalLong.empty(),
                true,
                true);
        PageFlow typed = new PageFlow(true, Optional.empty(), List.of(), Map.of());
        return new Page("front", "site", "/", 200, OptionalLong.empty(), List.of(style, logo), typed);
    }

    /** A first visitor, then one who returns, both from the beginning to the end. */
    private ProtocolSummary visits(Protocol protocol) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        LoadTarget target = new LoadTarget(
                Map.of(
                        "site",
                        new LoadTarget.Endpoint(
                                "https",
                                TestCertificate.HOST,
                                server.httpsPort(),
                                List.of(new InetSocketAddress(loopback, server.httpsPort())))),
                server.httpPort());
        ProtocolRecorder recorder = new ProtocolRecorder(protocol, System.nanoTime(), Instant.now());
        TrustPolicy trust = new TrustPolicy.CaFile(TestCertificate.writeAuthority(directory));
        try (Transport transport = Transports.forVisitors(protocol, Carriers.USUAL, trust, Duration.ofSeconds(5))) {
            WarmCaches caches = new WarmCaches(Duration.ofDays(1), InstantSource.system());
            Browsers browsers = new Browsers(transport, target, 0, caches);
            PageReplayer replayer =
                    new PageReplayer(target, RequestLimits.DEFAULT, recorder, pacer, System::nanoTime, "Headroom/test");
            for (int i = 0; i < 2; i++) {
                try (Visitor visitor = browsers.openReturning("reader")) {
                    CompletableFuture<PageView> ended = new CompletableFuture<>();
                    replayer.replay(new PageTree(front()), visitor, System.nanoTime(), ended::complete);
                    assertThat(ended.get(30, TimeUnit.SECONDS).failure())
                            .as(server.seen().toString())
                            .isEmpty();
                }
            }
        }
        recorder.cut(_ -> {}, _ -> {});
        return recorder.summary("any");
    }

    private void bothViewsAreAsTheyShouldBe(Protocol protocol) throws Exception {
        ProtocolSummary summary = visits(protocol);

        assertThat(server.seen())
                .containsExactly(
                        "http / no cookie",
                        "https / no cookie",
                        "https /style.css cookie",
                        "https /logo.png cookie",
                        "http / no cookie",
                        "https / no cookie",
                        "https /style.css cookie if-none-match");
        assertThat(summary.requests().status())
                .containsEntry("301", 2L)
                .containsEntry("304", 1L)
                .containsEntry("200", 4L);
        assertThat(summary.requests().failures()).isEmpty();
        assertThat(view(summary, "first").requests()).isEqualTo(4);
        assertThat(view(summary, "repeat"))
                .satisfies(repeat -> assertThat(repeat.requests()).isEqualTo(3))
                .satisfies(repeat -> assertThat(repeat.notModified()).isEqualTo(1))
                .satisfies(repeat ->
                        assertThat(repeat.fromCache()).as("the logo is fresh").isEqualTo(1))
                .satisfies(repeat -> assertThat(repeat.redirects()).isEqualTo(1));
        assertThat(summary.timings()).containsOnlyKeys("blocked", "connect", "tls", "wait", "content");
        assertThat(timing(summary, "wait").count()).isEqualTo(7);
        // Each visitor opened one connection in the clear and one or more by TLS, and told so at the first use.
        assertThat(timing(summary, "tls").count())
                .isEqualTo(timing(summary, "connect").count() - 2);
    }

    private static ProtocolSummary.ViewTotals view(ProtocolSummary summary, String name) {
        return Objects.requireNonNull(summary.views().get(name));
    }

    private static ProtocolSummary.TimingTotals timing(ProtocolSummary summary, String name) {
        return Objects.requireNonNull(summary.timings().get(name));
    }

    @Test
    void overH2FirstAndRepeatViewsGoThroughThePlainRedirectAndThe304() throws Exception {
        bothViewsAreAsTheyShouldBe(Protocol.H2);
    }

    @Test
    void overH1Too() throws Exception {
        bothViewsAreAsTheyShouldBe(Protocol.H1);
    }
}
