package org.headroom.scenarios.capture;

import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSExpressionMemberFunction;
import com.helger.css.decl.CSSExpressionMemberTermURI;
import com.helger.css.decl.ICSSExpressionMember;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Picks from the {@code src} of an {@code @font-face} what a browser loads: the first source in a format that it
 * supports. All browsers of today support WOFF2, so WOFF2 goes before WOFF, and those before bare OpenType.
 */
final class FontSource {
    private record Candidate(String url, int rank) {}

    private FontSource() {}

    static Optional<String> of(CSSDeclaration src) {
        List<Candidate> candidates = new ArrayList<>();
        Optional<String> open = Optional.empty();
        for (ICSSExpressionMember member : src.getExpression().getAllMembers()) {
            if (member instanceof CSSExpressionMemberTermURI uri) {
                open.ifPresent(url -> candidates.add(new Candidate(url, rank(extension(url)))));
                open = Optional.of(uri.getURIString());
            } else if (open.isPresent()
                    && member instanceof CSSExpressionMemberFunction function
                    && function.getFunctionName().equalsIgnoreCase("format")
                    && function.getExpression() != null) {
                String format = StyleReader.familyName(
                        function.getExpression().getMemberCount() == 0
                                ? ""
                                : function.getExpression()
                                        .getAsCSSString(new com.helger.css.writer.CSSWriterSettings(), 0));
                candidates.add(new Candidate(open.get(), rank(format)));
                open = Optional.empty();
            }
        }
        open.ifPresent(url -> candidates.add(new Candidate(url, rank(extension(url)))));
        return candidates.stream()
                .filter(candidate -> candidate.rank() < UNSUPPORTED)
                .min(Comparator.comparingInt(Candidate::rank))
                .map(Candidate::url);
    }

    private static final int UNSUPPORTED = 3;

    private static int rank(String format) {
        return switch (format) {
            case "woff2", "woff2-variations" -> 0;
            case "woff", "woff-variations" -> 1;
            case "truetype", "opentype", "ttf", "otf", "truetype-variations", "opentype-variations", "" -> 2;
            default -> UNSUPPORTED;
        };
    }

    private static String extension(String url) {
        if (url.startsWith("data:")) {
            return "woff2";
        }
        String path = url.split("[?#]", 2)[0];
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.indexOf('.') < 0
                ? ""
                : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
