package org.headroom.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Visit;

/** A small site with one of everything. */
public final class DemoScenario {
    private DemoScenario() {}

    /** Two pages that share style sheets and a font; only the first has elements for the sheets' other rules. */
    public static Scenario scenario() {
        return new Scenario(
                "small",
                "one of everything",
                List.of(new Host(Host.SITE, "www.example.org")),
                List.of(front(), post()),
                List.of(new Visit("reader", 1, List.of("front", "post"), Duration.ofSeconds(1))));
    }

    private static Page front() {
        return new Page(
                "front",
                Host.SITE,
                "/",
                200,
                OptionalLong.of(41_537),
                List.of(
                        css("style", "/wp-content/themes/a/style.css?ver=6.6&x='1'", 812, 18_201),
                        js("jquery", "/wp-includes/js/jquery/jquery.min.js?ver=3.7.1", 1_204, 87_553),
                        resource("deep", ResourceKind.CSS, "/deep.css", Optional.of("style"), 600),
                        image(
                                "logo",
                                "/wp-content/uploads/logo.svg",
                                Optional.empty(),
                                new Discovery.WhileStreaming(6_002),
                                4_403,
                                true),
                        image(
                                "hero",
                                "/wp-content/uploads/hero.jpg",
                                Optional.empty(),
                                new Discovery.WhileStreaming(9_002),
                                198_333,
                                true),
                        image(
                                "lazy",
                                "/wp-content/uploads/lazy.webp",
                                Optional.empty(),
                                new Discovery.WhileStreaming(41_500),
                                25_001,
                                false),
                        image(
                                "back",
                                "/wp-content/themes/a/back.png",
                                Optional.of("style"),
                                new Discovery.AfterParent(),
                                777,
                                true),
                        resource(
                                "font",
                                ResourceKind.FONT,
                                "/wp-content/themes/a/f.woff2",
                                Optional.of("style"),
                                30_011),
                        resource("inline", ResourceKind.FONT, "/wp-content/themes/a/g.woff2", Optional.empty(), 20_011),
                        resource("deeper", ResourceKind.FONT, "/deep.woff2", Optional.of("deep"), 5_000),
                        new Resource(
                                "api",
                                ResourceKind.FETCH,
                                Host.SITE,
                                "/wp-json/x?y=1",
                                Optional.of("jquery"),
                                new Discovery.AfterScript(Duration.ofMillis(50)),
                                200,
                                OptionalLong.of(311),
                                false,
                                false)));
    }

    private static Page post() {
        return new Page(
                "post",
                Host.SITE,
                "/2026/11/a-post/",
                200,
                OptionalLong.of(22_000),
                List.of(
                        css("style", "/wp-content/themes/a/style.css?ver=6.6&x='1'", 700, 18_201),
                        resource("deep", ResourceKind.CSS, "/deep.css", Optional.of("style"), 600),
                        resource("print", ResourceKind.CSS, "/print.css", Optional.empty(), 900, false),
                        resource("pre", ResourceKind.JS, "/pre.js", Optional.empty(), 900, false),
                        resource("soon", ResourceKind.FONT, "/soon.woff2", Optional.empty(), 900, false),
                        resource("data", ResourceKind.FETCH, "/data.json", Optional.empty(), 900, false),
                        resource("frame", ResourceKind.DOCUMENT, "/embed/", Optional.empty(), 900, false),
                        resource("film", ResourceKind.OTHER, "/film.webm", Optional.empty(), 900, true),
                        js("reply", "/wp-includes/js/comment-reply.min.js?ver=6.6", 21_998, 2_981),
                        resource(
                                "font",
                                ResourceKind.FONT,
                                "/wp-content/themes/a/f.woff2",
                                Optional.of("style"),
                                30_011)));
    }

    private static Resource css(String id, String path, long offset, long size) {
        return new Resource(
                id,
                ResourceKind.CSS,
                Host.SITE,
                path,
                Optional.empty(),
                new Discovery.WhileStreaming(offset),
                200,
                OptionalLong.of(size),
                true,
                true);
    }

    private static Resource js(String id, String path, long offset, long size) {
        return new Resource(
                id,
                ResourceKind.JS,
                Host.SITE,
                path,
                Optional.empty(),
                new Discovery.WhileStreaming(offset),
                200,
                OptionalLong.of(size),
                true,
                true);
    }

    private static Resource image(
            String id, String path, Optional<String> initiator, Discovery discovery, long size, boolean awaited) {
        return new Resource(
                id,
                ResourceKind.IMAGE,
                Host.SITE,
                path,
                initiator,
                discovery,
                200,
                OptionalLong.of(size),
                awaited,
                true);
    }

    private static Resource resource(String id, ResourceKind kind, String path, Optional<String> initiator, long size) {
        return resource(id, kind, path, initiator, size, true);
    }

    private static Resource resource(
            String id, ResourceKind kind, String path, Optional<String> initiator, long size, boolean awaited) {
        return new Resource(
                id,
                kind,
                Host.SITE,
                path,
                initiator,
                new Discovery.AfterParent(),
                200,
                OptionalLong.of(size),
                awaited,
                true);
    }
}
