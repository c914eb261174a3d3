package org.headroom.cli.demo.site;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.scenarios.model.ResourceKind;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Finds what a browser would load, by tags and style rules, in as few lines as will do: the demo must not be checked by
 * the same code that it was made for.
 */
final class Capture {
    /** Something found: what it is, who named it (empty: the document), whether the load event waits for it. */
    record Found(ResourceKind kind, Optional<String> initiator, boolean awaited) {}

    private static final Pattern FONT_FACE =
            Pattern.compile("@font-face\\{font-family:(\\w+);src:url\\(\"([^\"]+)\"\\)}");
    private static final Pattern BACKGROUND = Pattern.compile("\\.(\\w+)\\{background-image:url\\(\"([^\"]+)\"\\)}");
    private static final Pattern IMPORT = Pattern.compile("@import url\\(\"([^\"]+)\"\\);");

    private static final Map<String, ResourceKind> PRELOADED =
            Map.of("font", ResourceKind.FONT, "fetch", ResourceKind.FETCH, "script", ResourceKind.JS);

    private final Function<String, String> textOfPath;
    private final Map<String, Found> found = new TreeMap<>();

    private Capture(Function<String, String> textOfPath) {
        this.textOfPath = textOfPath;
    }

    static Map<String, Found> of(String html, Function<String, String> textOfPath) {
        var capture = new Capture(textOfPath);
        capture.document(Jsoup.parse(html));
        return capture.found;
    }

    private void document(Element document) {
        for (Element link : document.select("link[rel=preload]")) {
            add(link.attr("href"), PRELOADED.getOrDefault(link.attr("as"), ResourceKind.OTHER), false);
        }
        document.select("script[src]").forEach(script -> add(script.attr("src"), ResourceKind.JS, true));
        document.select("embed[src]").forEach(embed -> add(embed.attr("src"), ResourceKind.OTHER, true));
        document.select("iframe[src]").forEach(frame -> add(frame.attr("src"), ResourceKind.DOCUMENT, !isLazy(frame)));
        for (Element image : document.select("img[src]")) {
            add(image.attr("src"), ResourceKind.IMAGE, !isLazy(image));
        }
        document.select("style").forEach(style -> rules(style.data(), document, Optional.empty(), true));
        for (Element sheet : document.select("link[rel=stylesheet]")) {
            sheet(
                    sheet.attr("href"),
                    document,
                    Optional.empty(),
                    !sheet.attr("media").equals("print"));
        }
    }

    private void sheet(String path, Element document, Optional<String> initiator, boolean awaited) {
        found.putIfAbsent(path, new Found(ResourceKind.CSS, initiator, awaited));
        rules(textOfPath.apply(path), document, Optional.of(path), awaited);
    }

    private void rules(String css, Element document, Optional<String> initiator, boolean awaited) {
        for (Matcher font = FONT_FACE.matcher(css); font.find(); ) {
            if (css.contains("." + font.group(1) + "{font-family:" + font.group(1) + "}")
                    && !document.select("." + font.group(1)).isEmpty()) {
                found.putIfAbsent(font.group(2), new Found(ResourceKind.FONT, initiator, awaited));
            }
        }
        for (Matcher image = BACKGROUND.matcher(css); image.find(); ) {
            if (!document.select("." + image.group(1)).isEmpty()) {
                found.putIfAbsent(image.group(2), new Found(ResourceKind.IMAGE, initiator, awaited));
            }
        }
        for (Matcher other = IMPORT.matcher(css); other.find(); ) {
            sheet(other.group(1), document, initiator, awaited);
        }
    }

    private void add(String path, ResourceKind kind, boolean awaited) {
        found.putIfAbsent(path, new Found(kind, Optional.empty(), awaited));
    }

    private static boolean isLazy(Element element) {
        return element.attr("loading").equals("lazy");
    }
}
