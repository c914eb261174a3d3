package org.headroom.cli.demo.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.cli.demo.DemoScenario;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;
import org.junit.jupiter.api.Test;

class DemoSiteTest {
    private final Scenario scenario = DemoScenario.scenario();
    private final DemoSite site = new DemoSite(scenario, 1);

    @Test
    void everyBodyHasExactlyItsCapturedSize() {
        for (Page page : scenario.pages()) {
            assertThat(site.find(page.path()).sizeBytes()).as(page.path()).isEqualTo((int)
                    page.sizeBytes().orElseThrow());
            for (Resource resource : page.resources()) {
                assertThat(site.find(resource.path()).sizeBytes())
                        .as(resource.path())
                        .isEqualTo((int) resource.sizeBytes().orElseThrow());
            }
        }
    }

    @Test
    void aCaptureFindsTheSameTreeAgain() {
        for (Page page : scenario.pages()) {
            assertThat(Capture.of(text(page.path()), this::text))
                    .as(page.name())
                    .isEqualTo(expected(page));
        }
    }

    @Test
    void aResourceIsFoundAtTheSameByteAsWhenCaptured() {
        String html = text("/");

        assertThat(html.substring(0, 9_002)).endsWith("src=\"/wp-content/uploads/hero.jpg\">");
        assertThat(html.substring(0, 1_204))
                .endsWith("<script src=\"/wp-includes/js/jquery/jquery.min.js?ver=3.7.1\">");
    }

    @Test
    void aTagAtTheVeryEndLeavesRoomForTheClosingTags() {
        assertThat(text("/2026/11/a-post/")).endsWith("</script>\n</body></html>\n");
    }

    @Test
    void thePagesLinkToEachOther() {
        assertThat(text("/")).contains("<a href=\"/2026/11/a-post/\">post</a>");
        assertThat(text("/2026/11/a-post/")).contains("<a href=\"/\">front</a>");
    }

    @Test
    void aRedirectLeadsToWhatItPullsIn() {
        var moved = image("moved", "/old.png", Optional.empty(), 301);
        var target = image("target", "/new.png", Optional.of("moved"), 200);
        var other = new DemoSite(
                withOnePage(new Page("one", Host.SITE, "/", 200, OptionalLong.empty(), List.of(moved, target))), 1);

        assertThat(other.find("/old.png").location()).contains("/new.png");
        assertThat(other.find("/new.png").location()).isEmpty();
    }

    @Test
    void aSizeTooSmallForTheTagsGrowsToThem() {
        var tiny = new DemoSite(
                withOnePage(new Page(
                        "tiny",
                        Host.SITE,
                        "/",
                        200,
                        OptionalLong.of(10),
                        scenario.page("front").resources())),
                1);

        String html = StandardCharsets.UTF_8
                .decode(tiny.find("/").content().duplicate())
                .toString();
        assertThat(Capture.of(html, this::text).keySet())
                .isEqualTo(expected(scenario.page("front")).keySet());
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        String hero = "/wp-content/uploads/hero.jpg";

        assertThat(new DemoSite(scenario, 1).find(hero).content())
                .isEqualTo(site.find(hero).content());
        assertThat(new DemoSite(scenario, 2).find(hero).content())
                .isNotEqualTo(site.find(hero).content());
    }

    @Test
    void filesAreApachesAndEverythingElseIsPhps() {
        assertThat(site.find("/").maker()).isEqualTo(SiteFile.Maker.PHP);
        assertThat(site.find("/wp-json/x?y=1").maker()).isEqualTo(SiteFile.Maker.PHP);
        assertThat(site.find("/deep.css").maker()).isEqualTo(SiteFile.Maker.APACHE);
        assertThat(site.find("/wp-includes/js/jquery/jquery.min.js?ver=3.7.1").maker())
                .isEqualTo(SiteFile.Maker.APACHE);
    }

    @Test
    void anUnknownPathIsAPageThatSaysSoAndAnUnknownQueryIsIgnored() {
        assertThat(site.find("/nothing").status()).isEqualTo(404);
        assertThat(site.find("/nothing").maker()).isEqualTo(SiteFile.Maker.PHP);
        assertThat(site.find("/?utm=1")).isEqualTo(site.find("/"));
    }

    @Test
    void sizesThatNobodySawAndStatusesOtherThan200AreServedToo() {
        var odd = image("odd", "/gone.png", Optional.empty(), 404);
        var other =
                new DemoSite(withOnePage(new Page("odd", Host.SITE, "/", 200, OptionalLong.empty(), List.of(odd))), 1);

        assertThat(other.find("/gone.png").status()).isEqualTo(404);
        assertThat(other.find("/gone.png").sizeBytes()).isPositive();
        assertThat(other.find("/gone.png").cacheControl()).contains("no-store");
        assertThat(other.find("/").sizeBytes()).isPositive();
    }

    private static Resource image(String id, String path, Optional<String> initiator, int status) {
        return new Resource(
                id,
                ResourceKind.IMAGE,
                Host.SITE,
                path,
                initiator,
                new Discovery.WhileStreaming(0),
                status,
                OptionalLong.empty(),
                true,
                false);
    }

    private Map<String, Capture.Found> expected(Page page) {
        Map<String, Resource> byId =
                page.resources().stream().collect(Collectors.toMap(Resource::id, Function.identity()));
        Map<String, Capture.Found> expected = new TreeMap<>();
        for (Resource resource : page.resources()) {
            if (resource.discovery() instanceof Discovery.AfterScript) {
                continue; // no markup names it
            }
            Optional<String> initiator = resource.initiator().map(byId::get).map(Resource::path);
            expected.put(resource.path(), new Capture.Found(resource.kind(), initiator, resource.awaited()));
        }
        return expected;
    }

    private String text(String path) {
        ByteBuffer content = site.find(path).content().duplicate();
        return StandardCharsets.UTF_8.decode(content).toString();
    }

    private Scenario withOnePage(Page page) {
        return new Scenario("one", "", scenario.hosts(), List.of(page), List.of());
    }
}
