package org.headroom.loadgen.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.scenarios.model.TextQuery;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The text of one answer, searched by regular expressions and, parsed at the first need, by CSS selectors. */
final class PageText {
    private final String text;
    private @Nullable Document document;

    PageText(String text) {
        this.text = text;
    }

    /** A query made ready once for all pages. */
    record Finder(TextQuery query, @Nullable Pattern pattern) {
        static Finder of(TextQuery query) {
            return new Finder(query, query instanceof TextQuery.Regex regex ? regex.pattern() : null);
        }
    }

    /** What stands there; empty: nothing. */
    Optional<String> find(Finder finder) {
        return switch (finder.query()) {
            case TextQuery.Regex(String expression) -> {
                Pattern pattern = finder.pattern() == null ? Pattern.compile(expression) : finder.pattern();
                Matcher matcher = pattern.matcher(text);
                yield matcher.find()
                        ? Optional.ofNullable(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group())
                        : Optional.empty();
            }
            case TextQuery.Css(String selector, String attribute) ->
                Optional.ofNullable(parsed().selectFirst(selector)).map(element -> value(element, attribute));
        };
    }

    private static String value(Element element, String attribute) {
        if (!attribute.isEmpty()) {
            return element.attr(attribute);
        }
        return element.hasAttr("value") ? element.attr("value") : element.text();
    }

    private Document parsed() {
        Document known = document;
        if (known == null) {
            known = Jsoup.parse(text);
            document = known;
        }
        return known;
    }
}
