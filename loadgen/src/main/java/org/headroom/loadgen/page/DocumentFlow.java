package org.headroom.loadgen.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.scenarios.model.Extract;
import org.headroom.scenarios.model.Form;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.PageFlow;
import org.headroom.scenarios.template.Secrets;
import org.headroom.scenarios.template.Template;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * How a page's document is asked for (path and form, filled with what the visitor has) and what its answer must be. Made
 * once a page; secrets are read then, and are nowhere but in its memory.
 */
final class DocumentFlow {
    private record Wanted(Extract extract, PageText.Finder finder) {}

    private final PageFlow flow;
    private final Template path;
    private final boolean plainPath;
    private final Map<String, Template> fields = new LinkedHashMap<>();
    private final List<String> secretTexts = new ArrayList<>();
    private final List<Wanted> wanted;
    private final PageText.@Nullable Finder refusal;

    /** Reads the page's secrets; throws {@link IllegalArgumentException} when one cannot be read. */
    DocumentFlow(Page page, Secrets secrets) {
        this.flow = page.flow();
        Template pathText = Template.parse(page.path());
        this.path = pathText.unlocked(secrets, DocumentFlow::inUrl);
        secretTexts.addAll(pathText.secretTexts(secrets));
        this.plainPath = path.names().isEmpty();
        flow.form().map(Form::fields).orElse(Map.of()).forEach((name, value) -> {
            Template template = Template.parse(value);
            fields.put(name, template.unlocked(secrets, UnaryOperator.identity()));
            secretTexts.addAll(template.secretTexts(secrets));
        });
        secretTexts.removeIf(String::isBlank);
        this.wanted = flow.extracts().stream()
                .map(extract -> new Wanted(extract, PageText.Finder.of(extract.query())))
                .toList();
        this.refusal =
                flow.form().flatMap(Form::refusal).map(PageText.Finder::of).orElse(null);
    }

    /**
     * What to ask for.
     *
     * @param body of a POST; null: it is a GET
     */
    record Asked(String path, @Nullable String body) {}

    /** Whether the answer's text has to be looked at. */
    boolean wantsText() {
        return !wanted.isEmpty() || flow.form().isPresent();
    }

    boolean ajax() {
        return flow.form().map(Form::ajax).orElse(false);
    }

    /** A name that the visitor should have from an earlier page, and has not; empty: it has all. */
    Optional<String> missing(VisitorValues values) {
        values.choose(flow.choices());
        return Stream.concat(Stream.of(path), fields.values().stream())
                .flatMap(template -> template.names().stream())
                .filter(name -> !values.knows(name))
                .findFirst();
    }

    /** For a visitor of whom nothing is {@link #missing}. */
    Asked ask(VisitorValues values) {
        String filled = plainPath
                ? path.fill(_ -> "", _ -> "")
                : path.fill(name -> values.get(name).orElse(""), DocumentFlow::inUrl);
        if (flow.form().isEmpty()) {
            return new Asked(filled, null);
        }
        StringJoiner body = new StringJoiner("&");
        fields.forEach((name, template) -> {
            boolean leftOut = template.names().stream()
                    .anyMatch(value -> values.get(value).isEmpty());
            if (!leftOut) {
                String value = template.fill(known -> values.get(known).orElse(""), text -> text);
                body.add(encoded(name) + "=" + encoded(value));
            }
        });
        return new Asked(filled, body.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String inUrl(String text) {
        return encoded(text).replace("+", "%20");
    }

    /** The document is not what was wanted. The words are the site's, or ours; they hold nothing that was sent. */
    record Bad(FailureKind kind, String detail) {}

    /**
     * Judges an answer of the expected status and takes what the visitor needs from it.
     *
     * @param redirects how many led there
     */
    Optional<Bad> judge(Exchange exchange, int redirects, VisitorValues values) {
        if (!wantsText()) {
            return Optional.empty();
        }
        PageText text = new PageText(exchange.text());
        Optional<Bad> refused = refused(text, exchange.head().status());
        if (refused.isPresent()) {
            return refused;
        }
        if (flow.form().map(Form::redirects).orElse(false) && redirects == 0) {
            return Optional.of(new Bad(
                    FailureKind.REFUSED_BY_SITE,
                    "the form was answered with " + exchange.head().status() + " where a redirect was due"));
        }
        List<String> lacking = new ArrayList<>();
        for (Wanted one : wanted) {
            Optional<String> value = text.find(one.finder());
            values.took(one.extract().name(), value);
            if (value.isEmpty() && !one.extract().optional()) {
                lacking.add(one.extract().name());
            }
        }
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(new Bad(FailureKind.NOT_ON_PAGE, "the page has no " + String.join(", ", lacking)));
    }

    /** What the site says when it does not take the form; empty: it says nothing. */
    Optional<Bad> refused(Exchange exchange) {
        return refused(new PageText(exchange.text()), exchange.head().status());
    }

    private Optional<Bad> refused(PageText text, int status) {
        PageText.Finder finder = refusal;
        return finder == null
                ? Optional.empty()
                : text.find(finder).map(words -> new Bad(FailureKind.REFUSED_BY_SITE, status + ": " + masked(words)));
    }

    /** Sites repeat what they were sent, as it was or in the way of HTML or of a URL. */
    private String masked(String words) {
        String masked = words;
        for (String secret : secretTexts) {
            for (String form : List.of(secret, Entities.escape(secret), encoded(secret), inUrl(secret))) {
                masked = masked.replace(form, "***");
            }
        }
        return masked;
    }
}
