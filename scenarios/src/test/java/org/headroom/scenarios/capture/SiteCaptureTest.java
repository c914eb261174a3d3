package org.headroom.scenarios.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.yaml.ConfigException;
import org.headroom.scenarios.yaml.ScenarioFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteCaptureTest {
    private TestSite site;

    SiteCaptureTest() throws Exception {
        site = TestSite.plain();
    }

    @BeforeEach
    void files() {
        site.css("/s.css", "body { color: red }");
        site.binary("/a.js", "text/javascript", 100);
        site.binary("/a.png", "image/png", 200);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private CaptureResult capture(String path) throws CaptureException {
        return SiteCapture.capture(CaptureRequest.of(site.url(path)), CaptureProgress.silent());
    }

    private CaptureResult captureFront(String html) throws CaptureException {
        site.html("/", html);
        return capture("/");
    }

    private static Page page(CaptureResult result) {
        return result.scenario().pages().getFirst();
    }

    private static Resource resource(CaptureResult result, String id) {
        return page(result).resources().stream()
                .filter(resource -> resource.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> paths(CaptureResult result) {
        return page(result).resources().stream().map(Resource::path).toList();
    }

    @Test
    void aPageIsItsDocumentAndWhatItNames() throws CaptureException {
        String html = """
                <!doctype html><title>é</title>
                <link rel="stylesheet" href="/s.css?ver=6.1#x"><script defer src="a.js"></script>
                <p><img src="/a.png"><img src="/a.png" loading="lazy">
                """;
        site.css("/s.css?ver=6.1", "");
        CaptureResult result = captureFront(html);
        Page page = page(result);
        assertThat(page.name()).isEqualTo("front");
        assertThat(page.sizeBytes()).hasValue(TestSite.bytes(html).length);
        assertThat(page.resources())
                .extracting(Resource::id, Resource::kind, Resource::path, Resource::awaited, Resource::cacheable)
                .containsExactly(
                        tuple("s-css", ResourceKind.CSS, "/s.css?ver=6.1", true, true),
                        tuple("a-js", ResourceKind.JS, "/a.js", true, true),
                        tuple("a-png", ResourceKind.IMAGE, "/a.png", true, true));
        String before = html.substring(0, html.indexOf("<script"));
        assertThat(resource(result, "s-css").discovery())
                .as("found when its tag has arrived, counted in bytes")
                .isEqualTo(new Discovery.WhileStreaming(TestSite.bytes(before).length));
        assertThat(resource(result, "a-png").sizeBytes()).hasValue(200);
        assertThat(result.warnings()).isEmpty();
        assertThat(result.unseen()).anyMatch(line -> line.contains("1 scripts of / may request more"));
    }

    @Test
    void everyUrlIsAskedForOnce() throws CaptureException {
        captureFront("<img src=/a.png><img src=a.png#x><img src='./a.png'><link rel=preload as=image href=/a.png>");
        assertThat(site.asked()).containsExactly("/", "/a.png");
    }

    @Test
    void theSamePageGivesTheSameScenario() throws CaptureException, ConfigException {
        String html = "<link rel=stylesheet href=/s.css>"
                + "<img src=/a.png><img src=/x/a.png><img src=/y/a.png><script src=/a.js></script>";
        CaptureResult first = captureFront(html);
        CaptureResult second = captureFront(html);
        String text = ScenarioFile.format(first.scenario(), List.of("captured"));
        assertThat(text).isEqualTo(ScenarioFile.format(second.scenario(), List.of("captured")));
        assertThat(page(first).resources())
                .extracting(Resource::id)
                .containsExactly("s-css", "a-png", "a-png-2", "a-png-3", "a-js");
        assertThat(ScenarioFile.parse("again", text)).isEqualTo(first.scenario());
    }

    @Test
    void styleSheetsLeadToImportsFontsAndImages() throws CaptureException {
        site.css("/css/main.css", """
                @import "more.css"; @import url(print.css) print;
                @font-face { font-family: "Used Sans"; font-weight: 400;
                  src: url(../f/used.woff) format("woff"), url(../f/used.woff2) format("woff2") }
                @font-face { font-family: Unused; src: url(../f/unused.woff2) }
                @font-face { font-family: Cyrillic; src: url(../f/cyr.woff2); unicode-range: U+0400-04FF }
                body { font: italic 16px/1.5 "Used Sans", Cyrillic, sans-serif }
                .hero::before { background: url('../i/hero.png') }
                .absent { background: url(../i/absent.png) }
                .hero:hover { background: url(../i/hover.png) }
                @media (max-width: 600px) { .hero { background: url(../i/small.png) } }
                .inline { background: url(data:image/png;base64,AAAA) }
                """);
        site.css("/css/more.css", ".hero { list-style-image: url(../i/list.png) }");
        for (String file : List.of("/f/used.woff2", "/i/hero.png", "/i/list.png")) {
            site.binary(file, "application/octet-stream", 10);
        }
        CaptureResult result = captureFront("<link rel=stylesheet href=/css/main.css><div class=hero>text</div>");
        assertThat(page(result).resources())
                .extracting(Resource::path, Resource::initiator, Resource::kind, Resource::discovery)
                .containsExactly(
                        tuple("/css/main.css", Optional.empty(), ResourceKind.CSS, new Discovery.WhileStreaming(40)),
                        tuple("/css/more.css", Optional.of("main-css"), ResourceKind.CSS, new Discovery.AfterParent()),
                        tuple("/f/used.woff2", Optional.of("main-css"), ResourceKind.FONT, new Discovery.AfterParent()),
                        tuple("/i/hero.png", Optional.of("main-css"), ResourceKind.IMAGE, new Discovery.AfterParent()),
                        tuple("/i/list.png", Optional.of("more-css"), ResourceKind.IMAGE, new Discovery.AfterParent()));
    }

    @Test
    void fontsThatWordPressNamesThroughVariablesAreFound() throws CaptureException {
        CaptureResult result = captureFront("""
                <style>@font-face{font-family:Inter;font-style:normal;font-weight:300 900;src:url('/f/i.woff2') format('woff2')}
                @font-face{font-family:"Fira Code";src:url('/f/fira.woff2')}
                :root{--wp--preset--font-family--body: "Inter", sans-serif;--wp--preset--font-family--mono:"Fira Code"}
                body{font-family: var(--wp--preset--font-family--body)}
                code{font-family: var(--wp--preset--font-family--mono)}</style><p>text</p>
                """);
        assertThat(paths(result)).containsExactly("/f/i.woff2");
        assertThat(resource(result, "i-woff2").initiator()).isEmpty();
    }

    @Test
    void whatIsNotForTheFirstViewIsNotAwaited() throws CaptureException {
        CaptureResult result = captureFront("""
                <link rel=stylesheet media=print href=/print.css><link rel=icon href=/icon.png>
                <link rel=icon sizes=192x192 href=/icon192.png>
                <link rel=preload as=font href=/f.woff2 crossorigin><link rel=modulepreload href=/m.js>
                <link rel=stylesheet media=print onload="this.media='all'" href=/late.css>
                <img loading=lazy src=/lazy.png><iframe loading=lazy src=/frame></iframe>
                <video poster=/poster.jpg></video><script async src=/async.js></script>
                """);
        assertThat(page(result).resources())
                .extracting(Resource::path, Resource::awaited)
                .containsExactly(
                        tuple("/print.css", false),
                        tuple("/icon.png", false),
                        tuple("/f.woff2", false),
                        tuple("/m.js", false),
                        tuple("/late.css", false),
                        tuple("/lazy.png", false),
                        tuple("/frame", false),
                        tuple("/poster.jpg", true),
                        tuple("/async.js", true));
    }

    @Test
    void whatBrowsersWithScriptsDoNotLoadIsLeftOut() throws CaptureException {
        CaptureResult result = captureFront("""
                <head><noscript><link rel=stylesheet href=/no.css></noscript>
                <link rel="alternate stylesheet" href=/alt.css><link rel=dns-prefetch href=//cdn.test></head>
                <noscript><img src=/no.png></noscript><template><img src=/template.png></template>
                <script type="application/ld+json" src=/data.json></script><script nomodule src=/old.js></script>
                <img src=""><img src="data:image/gif;base64,AA"><img src="blob:x"><a href="javascript:x()">x</a>
                <!-- <img src=/comment.png> --><img src="/a.png">
                """);
        assertThat(paths(result)).containsExactly("/a.png");
    }

    @Test
    void theBaseOfTheDocumentCounts() throws CaptureException {
        CaptureResult result =
                captureFront("<base href='/sub/dir/'><img src=x.png><div style='background:url(y.png)'>");
        assertThat(paths(result)).containsExactly("/sub/dir/x.png", "/sub/dir/y.png");
    }

    @Test
    void responsiveImagesAreChosenForTheViewport() throws CaptureException {
        CaptureResult result = captureFront("""
                <img src=/f.jpg srcset="/s.jpg 400w, /m.jpg 800w, /l.jpg 1600w" sizes="(max-width: 600px) 100vw, 50vw">
                <picture><source media="(max-width: 600px)" srcset=/p1.webp><source type=image/jxl srcset=/p2.jxl>
                <source type=image/webp srcset="/p3.webp 1x, /p3b.webp 2x"><img src=/p4.jpg></picture>
                """);
        assertThat(paths(result)).containsExactly("/m.jpg", "/p3.webp");
    }

    @Test
    void missingResourcesStayWithTheirStatusAndAWarning() throws CaptureException {
        CaptureResult result = captureFront("<img src=/gone.png>");
        assertThat(resource(result, "gone-png").expectedStatus()).isEqualTo(404);
        assertThat(resource(result, "gone-png").cacheable()).isFalse();
        assertThat(result.warnings()).singleElement().asString().contains("/gone.png answers 404");
    }

    @Test
    void redirectedResourcesAreTwoRequests() throws CaptureException {
        site.redirect("/old.css", "/s.css").redirect("/loop.png", "/loop.png");
        CaptureResult result = captureFront("<link rel=stylesheet href=/old.css><img src=/loop.png>");
        assertThat(page(result).resources())
                .extracting(Resource::id, Resource::expectedStatus, Resource::initiator)
                .containsExactly(
                        tuple("old-css", 302, Optional.empty()),
                        tuple("loop-png", 302, Optional.empty()),
                        tuple("s-css", 200, Optional.of("old-css")));
    }

    @Test
    void otherHostsAreAskedOnlyWhenTheyAreNamed() throws CaptureException {
        String html =
                "<img src='http://localhost:%d/a.png'><img src='https://127.0.0.1:%d/a.png'><img src=//cdn.invalid/b.png>"
                        .formatted(site.port(), site.port());
        CaptureResult own = captureFront(html);
        assertThat(paths(own)).isEmpty();
        assertThat(own.skipped())
                .extracting(CaptureResult.Skipped::reason)
                .containsExactly(
                        "another host, and not one that was named",
                        "another scheme or port than the page, which a scenario cannot express",
                        "another host, and not one that was named");
        CaptureRequest one = CaptureRequest.of(site.url("/"));
        CaptureResult both = SiteCapture.capture(
                new CaptureRequest(
                        one.url(), 1, Set.of("LOCALHOST"), one.trust(), List.of(), one.resolver(), one.limits()),
                CaptureProgress.silent());
        assertThat(both.scenario().hosts())
                .containsExactly(new Host("site", "127.0.0.1"), new Host("localhost", "localhost"));
        assertThat(resource(both, "a-png").host()).isEqualTo("localhost");
    }

    @Test
    void compressedBodiesCountDecoded() throws Exception {
        site.gzipped("/z.css", "text/css", "@import 'deep.css';" + " ".repeat(5000));
        CaptureResult result = captureFront("<link rel=stylesheet href=/z.css>");
        assertThat(resource(result, "z-css").sizeBytes()).hasValue(5019);
        assertThat(paths(result)).containsExactly("/z.css", "/deep.css");
    }

    @Test
    void furtherPagesAreFoundThroughLinks() throws CaptureException {
        site.html("/", """
                <a href=/wp-login.php>in</a><a href=/shop/?add-to-cart=7>buy</a><a href=/file.pdf>pdf</a>
                <a href="mailto:x@y">m</a><a href=#top>top</a><a href=http://other.invalid/>other</a><a href=/broken>b</a>
                <a href=/2024/hello-world/>post</a><a href=/2024/hello-world/#c>again</a><a href="/?p=1">p</a><a href=/about>a</a>
                <img src=/a.png>
                """)
                .html("/2024/hello-world/", "<img src=/a.png><img src=/b.png>")
                .html("/?p=1", "<p>one");
        CaptureRequest one = CaptureRequest.of(site.url("/"));
        CaptureResult result = SiteCapture.capture(
                new CaptureRequest(one.url(), 3, Set.of(), one.trust(), List.of(), one.resolver(), one.limits()),
                CaptureProgress.silent());
        assertThat(result.scenario().pages())
                .extracting(Page::name, Page::path)
                .containsExactly(
                        tuple("front", "/"), tuple("hello-world", "/2024/hello-world/"), tuple("p-1", "/?p=1"));
        assertThat(result.scenario().visits().getFirst().pages()).containsExactly("front", "hello-world", "p-1");
        assertThat(site.asked())
                .filteredOn("/a.png"::equals)
                .as("shared resources once")
                .hasSize(1);
        assertThat(site.asked()).doesNotContain("/wp-login.php", "/shop/?add-to-cart=7", "/file.pdf");
        assertThat(result.warnings()).anyMatch(line -> line.startsWith("left out: "));
    }

    @Test
    void noCookiesAreSentBack() throws CaptureException {
        captureFront("<img src=/a.png><link rel=stylesheet href=/s.css>");
        assertThat(site.cookies()).isEmpty();
    }

    @Test
    void progressReachesAllThatIsKnown() throws CaptureException {
        site.html("/", "<img src=/a.png><link rel=stylesheet href=/s.css>");
        List<Integer> done = new java.util.concurrent.CopyOnWriteArrayList<>();
        SiteCapture.capture(CaptureRequest.of(site.url("/")), (_, count, _) -> done.add(count));
        assertThat(done).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void nothingIsCacheableThatMustNotBeStored() throws CaptureException {
        site.file("/n.js", 200, "text/javascript", Map.of("Cache-Control", "no-store", "ETag", "\"1\""), new byte[1]);
        site.file("/p.js", 200, "text/javascript", Map.of(), new byte[1]);
        CaptureResult result = captureFront("<script src=/n.js></script><script src=/p.js></script>");
        assertThat(page(result).resources()).noneMatch(Resource::cacheable);
    }
}
