package org.headroom.cli.demo.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        boolean inBody = false;
        for (Resource resource : tagged) {
            Optional<String> tag = tag(resource);
            if (tag.isEmpty()) {
                continue;
            }
            if (!inBody && bodyOnly(resource)) {
                pieces.add(bodyStart(page));
                inBody = true;
            }
            pieces.add(new Piece(tag.get(), offset(resource), inBody ? filler::paragraphs : filler::htmlComment));
        }
        if (!inBody) {
            pieces.add(bodyStart(page));
        }
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

    private static boolean bodyOnly(Resource resource) {
        return switch (resource.kind()) {
            case IMAGE, DOCUMENT -> true;
            case CSS, JS, FONT, FETCH, OTHER -> false;
        };
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
