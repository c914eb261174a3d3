package org.headroom.scenarios.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.scenarios.capture.StyleSheet.FontFace;
import org.headroom.scenarios.capture.StyleSheet.Use;
import org.jsoup.nodes.Document;

/**
 * Which images and fonts of a page's style sheets a browser loads: images of rules that apply; of every list of families
 * that a rule that applies names, directly or through {@code var()}, the first that the page offers, one source for each
 * weight, style and unicode range that the page's text touches. Weights that no text uses are loaded here and not by
 * browsers: text is not laid out.
 */
final class StyleUse {
    private static final Pattern VARIABLE = Pattern.compile("var\\(\\s*(--[^,)\\s]+)");
    private static final int DEEPEST = 10;

    private final SelectorMatch match;
    private final UnicodeRanges text;
    private final Map<String, List<String>> variables = new HashMap<>();
    private final Set<String> offered = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> takenFaces = new HashSet<>();

    /** Looks at all style sheets of a page. */
    StyleUse(Document document, List<StyleSheet> sheets) {
        this.match = new SelectorMatch(document);
        this.text = new UnicodeRanges(document.wholeText());
        for (StyleSheet sheet : sheets) {
            sheet.faces().forEach(face -> offered.add(face.family()));
            sheet.variables()
                    .forEach((name, values) -> variables
                            .computeIfAbsent(name, _ -> new ArrayList<>())
                            .addAll(values));
        }
        for (StyleSheet sheet : sheets) {
            for (Use use : sheet.fontUses()) {
                if (!offered.isEmpty() && match.anyApplies(use.selectors())) {
                    useFirstOf(use.value(), new HashSet<>());
                }
            }
        }
    }

    private void useFirstOf(String families, Set<String> seenVariables) {
        Matcher matcher = VARIABLE.matcher(families);
        while (matcher.find()) {
            if (seenVariables.size() < DEEPEST && seenVariables.add(matcher.group(1))) {
                variables.getOrDefault(matcher.group(1), List.of()).forEach(value -> useFirstOf(value, seenVariables));
            }
        }
        for (String entry : families.split(",", -1)) {
            Optional<String> family = offeredFamily(StyleReader.familyName(entry.replace(")", "")));
            if (family.isPresent()) {
                used.add(family.get());
                return;
            }
        }
    }

    /** In the {@code font} shorthand the first family follows style, weight and size. */
    private Optional<String> offeredFamily(String entry) {
        return offered.stream()
                .filter(family -> entry.equals(family) || entry.endsWith(" " + family))
                .max(Comparator.comparingInt(String::length));
    }

    /** References of images that the sheet's rules load. */
    List<String> images(StyleSheet sheet) {
        return sheet.images().stream()
                .filter(use -> match.anyApplies(use.selectors()))
                .map(Use::value)
                .distinct()
                .toList();
    }

    /** References of fonts that are loaded and no earlier sheet of the page offered. */
    List<String> fonts(StyleSheet sheet) {
        List<String> fonts = new ArrayList<>();
        for (FontFace face : sheet.faces()) {
            boolean loaded = !face.source().isEmpty()
                    && used.contains(face.family())
                    && text.touches(face.unicodeRange())
                    && takenFaces.add(face.family() + "|" + face.variant());
            if (loaded) {
                fonts.add(face.source());
            }
        }
        return fonts;
    }
}
