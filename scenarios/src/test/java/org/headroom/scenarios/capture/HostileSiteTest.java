package org.headroom.scenarios.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.scenarios.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileSiteTest {
    private static final CaptureLimits TIGHT = new CaptureLimits(Duration.ofSeconds(5), 20_000, 30, 3);

    private TestSite site;

    HostileSiteTest() throws Exception {
        site = TestSite.plain();
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private static CaptureResult capture(String url, CaptureLimits limits) throws CaptureException {
        CaptureRequest usual = CaptureRequest.of(url);
        return SiteCapture.capture(
                new CaptureRequest(url, 1, Set.of(), usual.trust(), List.of(), usual.resolver(), limits),
                CaptureProgress.silent());
    }

    private String failure(String path) {
        return failureOf(site.url(path), TIGHT);
    }

    private static String failureOf(String url, CaptureLimits limits) {
        String message = String.valueOf(catchThrowableOfType(CaptureException.class, () -> capture(url, limits))
                .getMessage());
        assertThat(message).doesNotContain("\n");
        return message;
    }

    private List<Resource> resources(CaptureResult result) {
        return result.scenario().pages().getFirst().resources();
    }

    @Test
    void redirectLoopsAndChainsAreRefused() {
        site.redirect("/a", "/b").redirect("/b", "/a");
        assertThat(failure("/a")).contains("redirects in a circle");
        for (int i = 0; i < 20; i++) {
            site.redirect("/c" + i, "/c" + (i + 1));
        }
        assertThat(failure("/c0")).contains("redirects more than 10 times");
        site.redirect("/nowhere", "ftp://x");
        assertThat(failure("/nowhere")).contains("redirects to 'ftp://x', which is no URL");
    }

    @Test
    void aRedirectToThePageIsFollowedAndReported() throws CaptureException {
        site.redirect("/a", "/b/").html("/b/", "<img src=x.png>");
        CaptureResult result = capture(site.url("/a"), TIGHT);
        assertThat(result.finalUrl()).isEqualTo(site.url("/b/"));
        assertThat(resources(result).getFirst().path()).isEqualTo("/b/x.png");
        assertThat(result.warnings()).anyMatch(line -> line.contains("redirects to"));
    }

    @Test
    void whatIsNoPageIsRefusedInOneLine() {
        site.binary("/a.png", "image/png", 10);
        assertThat(failure("/a.png")).isEqualTo(site.url("/a.png") + " is no HTML page but image/png");
        assertThat(failure("/missing")).isEqualTo(site.url("/missing") + " answers 404 instead of a page");
        site.file("/error", 500, "text/html", Map.of(), new byte[0]);
        assertThat(failure("/error")).isEqualTo(site.url("/error") + " answers 500 instead of a page");
        assertThat(failureOf("file:///etc/passwd", TIGHT)).contains("is no http:// or https:// URL");
        assertThat(failureOf("http://me:secret@127.0.0.1/", TIGHT))
                .contains("leave out user")
                .doesNotContain("secret");
    }

    @Test
    void serversThatAreNotThereAreNamedSo() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(failureOf("http://127.0.0.1:" + free + "/", TIGHT))
                .isEqualTo("http://127.0.0.1:" + free + "/: the connection was refused or led nowhere");
        CaptureRequest usual = CaptureRequest.of("http://unknown.test/");
        CaptureRequest unresolved = new CaptureRequest(
                usual.url(),
                1,
                Set.of(),
                usual.trust(),
                List.of(),
                host -> {
                    throw new UnknownHostException(host);
                },
                TIGHT);
        assertThat(catchThrowableOfType(
                        CaptureException.class, () -> SiteCapture.capture(unresolved, CaptureProgress.silent())))
                .hasMessage("http://unknown.test/: its name does not resolve");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpOn() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            assertThat(failureOf(
                            "http://127.0.0.1:" + silent.getLocalPort() + "/",
                            new CaptureLimits(Duration.ofMillis(300), 1000, 10, 3)))
                    .endsWith("it took longer than allowed");
        }
    }

    @Test
    void hugeBodiesAreCutAndHugePagesRefused() throws Exception {
        site.binary("/big.png", "image/png", 1_000_000);
        site.gzipped("/bomb.css", "text/css", "a{}".repeat(1_000_000));
        site.html("/", "<img src=/big.png><link rel=stylesheet href=/bomb.css><img src=/small.png>");
        site.binary("/small.png", "image/png", 5);
        CaptureResult result = capture(site.url("/"), TIGHT);
        assertThat(resources(result)).hasSize(3);
        assertThat(resources(result).get(0).sizeBytes()).isEmpty();
        assertThat(resources(result).get(1).sizeBytes()).isEmpty();
        assertThat(resources(result).get(2).sizeBytes()).hasValue(5);
        assertThat(result.warnings()).hasSize(2).allMatch(line -> line.contains("is larger than 20000 bytes"));
        site.html("/huge", "<p>".repeat(50_000));
        assertThat(failure("/huge")).contains("is larger than any page");
    }

    @Test
    void importsThatGoInCirclesOrTooDeepEnd() throws CaptureException {
        site.css("/a.css", "@import 'b.css';").css("/b.css", "@import 'a.css';");
        for (int i = 0; i < 10; i++) {
            site.css("/d" + i + ".css", "@import 'd" + (i + 1) + ".css';");
        }
        site.html("/", "<link rel=stylesheet href=/a.css><link rel=stylesheet href=/d0.css>");
        CaptureResult result = capture(site.url("/"), TIGHT);
        assertThat(resources(result))
                .extracting(Resource::path)
                .containsExactly("/a.css", "/d0.css", "/b.css", "/d1.css", "/d2.css", "/d3.css");
        assertThat(result.warnings()).anyMatch(line -> line.contains("is imported 3 deep"));
    }

    @Test
    void moreResourcesThanAnyPageHasAreSkipped() throws CaptureException {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            html.append("<img src=/i").append(i).append(".png>");
        }
        site.html("/", html.toString());
        CaptureResult result = capture(site.url("/"), TIGHT);
        assertThat(resources(result)).hasSize(30);
        assertThat(result.skipped()).hasSize(20);
    }

    @Test
    void brokenHtmlAndCssAreReadAsFarAsTheyGo() throws CaptureException {
        site.css("/broken.css", "a{color:;;} } .x { background: url( } b{{{ @media ((( { p { background:url(/p.png) }");
        site.css("/good.css", ".broken { background: url(broken.png; color: red } p { background: url(/good.png) }");
        site.css("/deep.css", "a{b:" + "(".repeat(9_000) + "}");
        site.html(
                "/",
                "<link rel=stylesheet href=/broken.css><link rel=stylesheet href=/good.css>"
                        + "<link rel=stylesheet href=/deep.css><p><img src='/a b.png'><img src=\"/%zz?q=a|b\"><img src='/unclosed.png");
        CaptureResult result = capture(site.url("/"), TIGHT);
        assertThat(resources(result)).extracting(Resource::path).contains("/good.png", "/a%20b.png", "/%25zz?q=a%7Cb");
        assertThat(result.warnings()).anyMatch(line -> line.contains("were not understood"));
    }

    @Test
    void resourcesThatCannotBeFetchedAreSkippedNotFatal() throws CaptureException {
        site.file("/odd.png", 200, "image/png", Map.of("Content-Encoding", "gzip"), TestSite.bytes("this is no gzip"));
        site.html("/", "<img src=/odd.png><p>");
        CaptureResult result = capture(site.url("/"), TIGHT);
        assertThat(resources(result)).isEmpty();
        assertThat(result.skipped())
                .singleElement()
                .extracting(CaptureResult.Skipped::url)
                .isEqualTo(site.url("/odd.png"));
    }
}
