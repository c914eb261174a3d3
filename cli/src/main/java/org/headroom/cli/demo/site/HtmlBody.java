package org.headroom.cli.demo.site;

import static org.headroom.cli.demo.site.HtmlTag.escaped;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.headroom.cli.demo.site.Padded.Piece;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;

/**
 * Makes a page's document: a tag for every resource that the markup itself names, at the offset where it was found when
 * captured, text between them, and links to the site's other pages.
 */
final class HtmlBody {
    private static final String TAIL = "</body></html>\n";

    private final List<Page> site;
    private final Names names;
    private final Filler filler;

    HtmlBody(List<Page> site, Names names, Filler filler) {
        this.site = site;
        this.names = names;
        this.filler = filler;
    }

    String render(Page page, int size) {
        List<Resource> tagged = page.resources().stream()
                .filter(resource -> resource.initiator().isEmpty())
                .sorted(Comparator.comparingLong(HtmlBody::offset))
                .toList();
        int headTags = headTags(tagged);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(headStart(page), "", 0, filler::htmlComment));
        addTags(pieces, tagged.subList(0, headTags), filler::htmlComment);
        pieces.add(new Piece(bodyStart(page), "", 0, filler::htmlComment));
        addTags(pieces, tagged.subList(headTags, tagged.size()), filler::paragraphs);
        pieces.add(new Piece(TAIL, "", size, filler::paragraphs));
        return Padded.of(pieces, size);
    }

    private static String headStart(Page page) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Headroom demo: "
                + escaped(page.name()) + "</title>\n";
    }

    /** Opens the body with an element for each rule of the style sheets, since a browser loads nothing for the others. */
    private String bodyStart(Page page) {
        var text = new StringBuilder("</head><body>");
        page.resources().stream()
                .filter(resource -> names.has(resource.path()))
                .forEach(resource -> text.append("<i class=")
                        .append(names.of(resource.path()))
                        .append(">i</i>"));
        site.stream()
                .filter(other -> !other.path().equals(page.path()))
                .forEach(other -> text.append("<a href=\"")
                        .append(escaped(other.path()))
                        .append("\">")
                        .append(escaped(other.name()))
                        .append("</a> "));
        return text.append('\n').toString();
    }

    private void addTags(List<Piece> pieces, List<Resource> resources, IntFunction<String> between) {
        for (Resource resource : resources) {
            HtmlTag.of(resource, names)
                    .ifPresent(tag -> pieces.add(new Piece(tag.upToFound(), tag.rest(), offset(resource), between)));
        }
    }

    /**
     * How many of the tags stand in the head: up to the last that belongs there before the first that may not. Scripts
     * may stand in either; most of WordPress's are in the footer.
     */
    private int headTags(List<Resource> tagged) {
        int count = 0;
        for (int index = 0; index < tagged.size(); index++) {
            Resource resource = tagged.get(index);
            if (HtmlTag.of(resource, names).filter(HtmlTag::bodyOnly).isPresent()) {
                break;
            }
            if (!(resource.kind() == ResourceKind.JS && resource.awaited())) {
                count = index + 1;
            }
        }
        return count;
    }

    private static long offset(Resource resource) {
        return switch (resource.discovery()) {
            case Discovery.WhileStreaming(long offsetBytes) -> offsetBytes;
            case Discovery.AfterParent _, Discovery.AfterScript _ -> 0;
        };
    }
}
