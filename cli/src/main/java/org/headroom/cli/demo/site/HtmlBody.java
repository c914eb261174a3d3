package org.headroom.cli.demo.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.headroom.cli.demo.site.Padded.Piece;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;

/**
 * Makes a page's document: a tag for every resource that the markup itself names, ending at the offset where it was
 * found when captured, and text between them.
 */
final class HtmlBody {
    private static final String TAIL = "</body></html>\n";

    private final Names names;
    private final Filler filler;

    HtmlBody(Names names, Filler filler) {
        this.names = names;
        this.filler = filler;
    }

    String render(Page page, int size) {
        List<Resource> tagged = page.resources().stream()
                .filter(resource -> resource.initiator().isEmpty())
                .sorted(Comparator.comparingLong(HtmlBody::offset))
                .toList();
        List<Piece> pieces = new ArrayList<>();
        pieces.add(head("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Headroom demo: "
                + escaped(page.name()) + "</title>"));
        int headTags = headTags(tagged);
        addTags(pieces, tagged.subList(0, headTags), filler::htmlComment);
        pieces.add(bodyStart(page));
        addTags(pieces, tagged.subList(headTags, tagged.size()), filler::paragraphs);
        pieces.add(new Piece(TAIL, size, filler::paragraphs));
        return Padded.of(pieces, size);
    }

    /** Empty for what no markup names: it is requested by a script when one runs. */
    private Optional<String> tag(Resource resource) {
        if (resource.discovery() instanceof Discovery.AfterScript) {
            return Optional.empty();
        }
        String path = escaped(resource.path());
        return Optional.of(
                switch (resource.kind()) {
                    case CSS -> "<link rel=\"stylesheet\" href=\"" + path + "\">\n";
                    case JS -> "<script src=\"" + path + "\"></script>\n";
                    case IMAGE ->
                        resource.awaited()
                                ? "<img src=\"" + path + "\" alt=\"\">\n"
                                : "<img loading=\"lazy\" src=\"" + path + "\" alt=\"\">\n";
                    case FONT ->
                        resource.discovery() instanceof Discovery.WhileStreaming
                                ? "<link rel=\"preload\" as=\"font\" crossorigin href=\"" + path + "\">\n"
                                : "<style>" + CssBody.fontRule(resource.path(), names.of(resource.path()))
                                        + "</style>\n";
                    case DOCUMENT -> "<iframe src=\"" + path + "\"></iframe>\n";
                    case FETCH, OTHER -> "<link rel=\"preload\" as=\"fetch\" crossorigin href=\"" + path + "\">\n";
                });
    }

    private void addTags(List<Piece> pieces, List<Resource> resources, IntFunction<String> between) {
        for (Resource resource : resources) {
            tag(resource).ifPresent(tag -> pieces.add(new Piece(tag, offset(resource), between)));
        }
    }

    /** How many of the tags stand in the head: up to the last that belongs there before the first that may not. */
    private static int headTags(List<Resource> tagged) {
        int count = 0;
        for (int index = 0; index < tagged.size(); index++) {
            switch (tagged.get(index).kind()) {
                case CSS, FONT, FETCH, OTHER -> count = index + 1;
                case JS -> {} // stands in either: most of WordPress's are in the footer
                case IMAGE, DOCUMENT -> {
                    return count;
                }
            }
        }
        return count;
    }

    /** Opens the body with an element for each rule of the style sheets, since a browser loads nothing for the others. */
    private Piece bodyStart(Page page) {
        var text = new StringBuilder("</head><body>");
        page.resources().stream()
                .filter(resource -> names.has(resource.path()))
                .forEach(resource -> text.append("<i class=")
                        .append(names.of(resource.path()))
                        .append(">i</i>"));
        return head(text.append('\n').toString());
    }

    private Piece head(String text) {
        return new Piece(text, 0, filler::htmlComment);
    }

    private static long offset(Resource resource) {
        return switch (resource.discovery()) {
            case Discovery.WhileStreaming(long offsetBytes) -> offsetBytes;
            case Discovery.AfterParent _, Discovery.AfterScript _ -> 0;
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
