package org.headroom.scenarios.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.headroom.scenarios.capture.HtmlPage.InlineStyle;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.ResourceKind;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Finds in an HTML document what a browser with scripts switched on requests for it. A resource is found when the start
 * tag that names it has arrived whole. What {@code noscript} and {@code template} hold is not looked at.
 */
final class HtmlReader {
    private static final Set<String> SCRIPT_TYPES = Set.of(
            "",
            "module",
            "text/javascript",
            "application/javascript",
            "text/ecmascript",
            "application/ecmascript",
            "application/x-javascript");
    private static final Set<String> STYLE_TYPES = Set.of("", "text/css");

    private final TextBody body;
    private final Document document;
    private final WebUrl base;
    private final List<Reference> references = new ArrayList<>();
    private final List<InlineStyle> styles = new ArrayList<>();
    private final List<WebUrl> links = new ArrayList<>();
    private int scripts;
    private int frames;
    private int media;
    private boolean icon;

    private HtmlReader(TextBody body, WebUrl url) {
        this.body = body;
        this.document = Jsoup.parse(
                body.text(), "", Parser.htmlParser().setTrackPosition(true).setMaxDepth(512));
        this.base = Optional.ofNullable(document.selectFirst("base[href]"))
                .flatMap(element -> url.resolve(element.attr("href")))
                .orElse(url);
    }

    static HtmlPage read(TextBody body, WebUrl url) {
        HtmlReader reader = new HtmlReader(body, url);
        Set<Element> hidden = new HashSet<>();
        for (Element element : reader.document.getAllElements()) {
            String name = element.normalName();
            boolean inside = element.parent() != null && hidden.contains(element.parent());
            if (inside || name.equals("noscript") || name.equals("template")) {
                hidden.add(element);
            } else {
                reader.element(name, element);
            }
        }
        return new HtmlPage(
                reader.document,
                reader.base,
                reader.references,
                reader.styles,
                reader.links,
                new HtmlPage.Counts(reader.scripts, reader.frames, reader.media, reader.icon));
    }

    private void element(String name, Element element) {
        switch (name) {
            case "link" -> link(element);
            case "script" -> script(element);
            case "img" ->
                ImageChoice.of(element).ifPresent(url -> add(element, url, ResourceKind.IMAGE, !isLazy(element)));
            case "input" -> {
                if (element.attr("type").equalsIgnoreCase("image")) {
                    add(element, element.attr("src"), ResourceKind.IMAGE, true);
                }
            }
            case "image" -> add(element, svgReference(element), ResourceKind.IMAGE, true);
            case "use" -> add(element, svgReference(element), ResourceKind.OTHER, true);
            case "video" -> {
                media++;
                add(element, element.attr("poster"), ResourceKind.IMAGE, true);
            }
            case "audio" -> media++;
            case "iframe", "frame" -> frame(element);
            case "embed" -> add(element, element.attr("src"), ResourceKind.OTHER, true);
            case "object" -> add(element, element.attr("data"), ResourceKind.OTHER, true);
            case "style" -> styleBlock(element);
            case "a", "area" ->
                base.resolve(element.attr("href"))
                        .filter(_ -> element.hasAttr("href"))
                        .ifPresent(links::add);
            default -> {}
        }
        if (element.attr("style").contains("(")) {
            styles.add(new InlineStyle("*{" + element.attr("style") + "}", offset(element)));
        }
    }

    private static String svgReference(Element element) {
        String reference = element.hasAttr("href") ? element.attr("href") : element.attr("xlink:href");
        return reference.startsWith("#") ? "" : reference;
    }

    private static boolean isLazy(Element element) {
        return element.attr("loading").equalsIgnoreCase("lazy");
    }

    private long offset(Element element) {
        return body.byteOffset(element.sourceRange().endPos());
    }

    private void add(Element element, String reference, ResourceKind kind, boolean awaited) {
        add(element, reference, kind, awaited, true);
    }

    private void add(Element element, String reference, ResourceKind kind, boolean awaited, boolean applies) {
        if (!reference.isBlank()) {
            Discovery found = new Discovery.WhileStreaming(offset(element));
            base.resolve(reference).ifPresent(url -> references.add(new Reference(url, kind, found, awaited, applies)));
        }
    }

    private void link(Element link) {
        List<String> rel =
                Arrays.asList(link.attr("rel").toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
        String href = link.attr("href");
        if (rel.contains("stylesheet")) {
            boolean used = !rel.contains("alternate")
                    && !link.hasAttr("disabled")
                    && STYLE_TYPES.contains(link.attr("type").strip().toLowerCase(Locale.ROOT));
            boolean fits = Viewport.matches(link.attr("media"));
            if (used) {
                add(
                        link,
                        href,
                        ResourceKind.CSS,
                        fits,
                        fits || link.attr("onload").contains("media"));
            }
        } else if (rel.contains("preload") && Viewport.matches(link.attr("media"))) {
            preload(link, href);
        } else if (rel.contains("modulepreload")) {
            add(link, href, ResourceKind.JS, false);
        } else if (rel.contains("icon") && !icon) {
            icon = true;
            add(link, href, ResourceKind.IMAGE, false);
        }
    }

    private void preload(Element link, String href) {
        String as = link.attr("as").strip().toLowerCase(Locale.ROOT);
        switch (as) {
            case "style" ->
                add(link, href, ResourceKind.CSS, false, link.attr("onload").contains("rel"));
            case "script" -> add(link, href, ResourceKind.JS, false);
            case "font" -> add(link, href, ResourceKind.FONT, false);
            case "fetch" -> add(link, href, ResourceKind.FETCH, false);
            case "image" -> ImageChoice.ofPreload(link).ifPresent(url -> add(link, url, ResourceKind.IMAGE, false));
            default -> {}
        }
    }

    private void script(Element script) {
        String type = script.attr("type").strip().toLowerCase(Locale.ROOT);
        if (SCRIPT_TYPES.contains(type) && !script.hasAttr("nomodule")) {
            scripts++;
            add(script, script.attr("src"), ResourceKind.JS, true);
        }
    }

    private void frame(Element frame) {
        String source = frame.attr("src");
        if (!source.isBlank() && !frame.hasAttr("srcdoc") && !source.startsWith("about:")) {
            frames++;
            add(frame, source, ResourceKind.DOCUMENT, !isLazy(frame));
        }
    }

    private void styleBlock(Element style) {
        boolean css = STYLE_TYPES.contains(style.attr("type").strip().toLowerCase(Locale.ROOT));
        if (css && Viewport.matches(style.attr("media"))) {
            styles.add(new InlineStyle(
                    style.data(), body.byteOffset(style.endSourceRange().endPos())));
        }
    }
}
