package org.headroom.cli.demo.site;

import java.util.Optional;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Resource;

/**
 * The tag that makes a browser request a resource, and wait for it or not as it was captured.
 *
 * @param upToFound what must have arrived for a browser to find the resource
 * @param rest what closes the element
 * @param bodyOnly whether it would end a head that it stood in
 */
record HtmlTag(String upToFound, String rest, boolean bodyOnly) {

    /** Empty for what no markup names: a script requests it when it runs. */
    static Optional<HtmlTag> of(Resource resource, Names names) {
        return resource.discovery() instanceof Discovery.AfterScript
                ? Optional.empty()
                : Optional.of(tag(resource, names));
    }

    private static HtmlTag tag(Resource resource, Names names) {
        String path = escaped(resource.path());
        boolean awaited = resource.awaited();
        return switch (resource.kind()) {
            // A print style sheet is loaded, but late; with the handler, what it names is loaded too.
            case CSS ->
                inHead("<link rel=\"stylesheet\" href=\"" + path
                        + (awaited ? "\">" : "\" media=\"print\" onload=\"this.media='all'\">"));
            case JS ->
                awaited ? new HtmlTag("<script src=\"" + path + "\">", "</script>\n", false) : preload("script", path);
            case IMAGE ->
                inBody("<img" + (awaited ? "" : " loading=\"lazy\"") + " alt=\"\" src=\"" + path + "\">", "\n");
            case FONT ->
                awaited
                        ? inHead("<style>" + CssBody.fontRule(resource.path(), names.of(resource.path())) + "</style>")
                        : preload("font", path);
            case DOCUMENT ->
                inBody("<iframe" + (awaited ? "" : " loading=\"lazy\"") + " src=\"" + path + "\">", "</iframe>\n");
            case FETCH -> preload("fetch", path);
            case OTHER -> inBody("<embed src=\"" + path + "\">", "\n");
        };
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static HtmlTag preload(String as, String path) {
        return inHead("<link rel=\"preload\" as=\"" + as + "\" crossorigin href=\"" + path + "\">");
    }

    private static HtmlTag inHead(String text) {
        return new HtmlTag(text, "\n", false);
    }

    private static HtmlTag inBody(String upToFound, String rest) {
        return new HtmlTag(upToFound, rest, true);
    }
}
