package org.headroom.cli.demo.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.headroom.cli.demo.site.Padded.Piece;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;

/** Makes a style sheet: a rule for every resource that it was seen to pull in, and comments. */
final class CssBody {
    private final Names names;
    private final Filler filler;

    CssBody(Names names, Filler filler) {
        this.names = names;
        this.filler = filler;
    }

    String render(Collection<Resource> children, int size) {
        List<Piece> pieces = new ArrayList<>();
        children.stream()
                // An @import counts only before every other rule.
                .sorted(Comparator.comparing(child -> child.kind() != ResourceKind.CSS))
                .map(this::rule)
                .flatMap(Optional::stream)
                .forEach(rule -> pieces.add(new Piece(rule, "", 0, filler::comment)));
        pieces.add(new Piece("", "", size, filler::comment));
        return Padded.of(pieces, size);
    }

    static String fontRule(String path, String name) {
        // Browsers tell the format from the suffix or are told; unknown formats they do not load.
        String format = ContentTypes.hasFontSuffix(path) ? "" : " format(\"woff2\")";
        return "@font-face{font-family:" + name + ";src:url(\"" + escaped(path) + "\")" + format + "}." + name
                + "{font-family:" + name + "}";
    }

    private Optional<String> rule(Resource child) {
        String path = escaped(child.path());
        return switch (child.kind()) {
            case CSS -> Optional.of("@import url(\"" + path + "\");");
            case FONT -> Optional.of(fontRule(child.path(), names.of(child.path())));
            case IMAGE, OTHER -> Optional.of("." + names.of(child.path()) + "{background-image:url(\"" + path + "\")}");
            // No style sheet pulls these in.
            case JS, FETCH, DOCUMENT -> Optional.empty();
        };
    }

    private static String escaped(String path) {
        return path.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
