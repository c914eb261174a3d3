package org.headroom.scenarios.capture;

import java.util.List;
import org.headroom.scenarios.endpoint.WebUrl;
import org.jsoup.nodes.Document;

/**
 * What an HTML document tells.
 *
 * @param base what references are relative to
 * @param references in document order
 * @param styles the document's own style blocks and style attributes
 * @param links where its anchors lead, in document order
 * @param counts what a capture cannot look into
 */
record HtmlPage(
        Document document,
        WebUrl base,
        List<Reference> references,
        List<InlineStyle> styles,
        List<WebUrl> links,
        Counts counts) {

    /**
     * CSS inside the document.
     *
     * @param css a style sheet; a style attribute is wrapped into a rule that applies to everything
     * @param endOffset bytes of the document that have arrived when it is complete
     */
    record InlineStyle(String css, long endOffset) {}

    /** Things that request more when they run or play. */
    record Counts(int scripts, int frames, int media, boolean icon) {}
}
