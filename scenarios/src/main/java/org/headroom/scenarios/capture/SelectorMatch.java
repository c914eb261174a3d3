package org.headroom.scenarios.capture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * Whether a rule applies to a page as it is loaded: some element matches its selector, no pointer hovers, nothing is
 * focused. A selector that jsoup cannot read the way CSS means it counts as matching, as does every selector once the
 * page has had more of them than real pages have.
 */
final class SelectorMatch {
    private static final Pattern STATES =
            Pattern.compile(":(hover|focus|focus-within|focus-visible|active|target|checked|visited|autofill)\\b");
    private static final Pattern PSEUDO_ELEMENTS = Pattern.compile(
            "::[a-z-]+(\\([^)]*\\))?|:(before|after|first-line|first-letter|link|any-link|enabled|defined)\\b");
    /** jsoup reads {@code ~=} as a regular expression and has pseudo-classes of its own, some of them costly. */
    private static final Pattern READ_DIFFERENTLY =
            Pattern.compile("~=|:(matches|contains|where|-webkit|-moz|host|lang|dir)|\\\\");

    private static final int LONGEST = 500;
    private static final int MOST = 5_000;

    private final Document document;
    private final Map<String, Boolean> known = new HashMap<>();

    SelectorMatch(Document document) {
        this.document = document;
    }

    boolean anyApplies(List<String> selectors) {
        return selectors.stream().anyMatch(this::applies);
    }

    private boolean applies(String selector) {
        Boolean before = known.get(selector);
        if (before != null) {
            return before;
        }
        if (known.size() >= MOST) {
            return true;
        }
        boolean result = matches(selector);
        known.put(selector, result);
        return result;
    }

    private boolean matches(String selector) {
        if (STATES.matcher(selector).find()) {
            return false;
        }
        String plain = PSEUDO_ELEMENTS.matcher(selector).replaceAll("").strip();
        if (plain.isEmpty() || plain.equals("*")) {
            return true;
        }
        if (plain.length() > LONGEST || READ_DIFFERENTLY.matcher(plain).find()) {
            return true;
        }
        try {
            Evaluator evaluator = QueryParser.parse(plain);
            return document.selectFirst(evaluator) != null;
        } catch (IllegalArgumentException | IllegalStateException _) {
            return true;
        }
    }
}
