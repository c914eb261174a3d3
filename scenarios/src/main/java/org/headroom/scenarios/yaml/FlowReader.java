package org.headroom.scenarios.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.headroom.scenarios.model.Extract;
import org.headroom.scenarios.model.Form;
import org.headroom.scenarios.model.PageFlow;
import org.headroom.scenarios.model.TextQuery;
import org.headroom.scenarios.template.Template;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/** What makes a page more than a document to look at: plain http, a form, values taken from it, choices. */
final class FlowReader {
    static final String PLAIN_HTTP = "http";

    private FlowReader() {}

    static PageFlow read(Section page) {
        return new PageFlow(plainHttp(page), page.section("post", FlowReader::form), extracts(page), choices(page));
    }

    private static boolean plainHttp(Section page) {
        Optional<Value> start = page.optional("start");
        Optional<String> scheme = start.flatMap(Value::text);
        scheme.filter(text -> !text.equals(PLAIN_HTTP))
                .ifPresent(text -> start.orElseThrow()
                        .problem("must be http, for visitors who begin at port 80; without it they begin as --target"
                                + " says"));
        return scheme.filter(PLAIN_HTTP::equals).isPresent();
    }

    private static Form form(Section section) {
        Map<String, String> fields = new LinkedHashMap<>();
        Optional<Section> form = section.required("form").flatMap(Value::section);
        form.map(Section::entries)
                .orElse(Map.of())
                .forEach((name, value) -> value.freeText().ifPresent(text -> {
                    template(text, value);
                    fields.put(name, text);
                }));
        return new Form(
                fields,
                section.flag("redirects", false),
                section.section("refused", FlowReader::query),
                section.flag("ajax", false));
    }

    /** Notes what is no placeholder. */
    static Template template(String text, Value where) {
        try {
            return Template.parse(text);
        } catch (IllegalArgumentException e) {
            where.problem(String.valueOf(e.getMessage()));
            return new Template(List.of());
        }
    }

    private static List<Extract> extracts(Section page) {
        List<Extract> extracts = new ArrayList<>();
        Optional<Section> section = page.optional("extract").flatMap(Value::section);
        section.map(Section::entries).orElse(Map.of()).forEach((name, value) -> {
            ScenarioText.nameProblem(name)
                    .ifPresent(message -> section.orElseThrow().keyProblem(name, message));
            value.section().ifPresent(one -> {
                TextQuery query = query(one);
                extracts.add(new Extract(name, query, one.flag("optional", false)));
                one.end();
            });
        });
        return extracts;
    }

    private static TextQuery query(Section section) {
        Optional<Value> css = section.optional("css");
        Optional<Value> regex = section.optional("regex");
        Optional<String> attribute = section.optionalText("attribute");
        if (css.isPresent() == regex.isPresent()) {
            section.problem("needs either css: SELECTOR or regex: EXPRESSION");
        }
        if (attribute.isPresent() && css.isEmpty()) {
            section.problem("attribute goes with css");
        }
        regex.ifPresent(value -> value.text().ifPresent(text -> check(value, text)));
        css.ifPresent(value -> value.text().ifPresent(text -> checkSelector(value, text)));
        return regex.isPresent()
                ? new TextQuery.Regex(regex.flatMap(Value::text).orElse(""))
                : new TextQuery.Css(css.flatMap(Value::text).orElse("*"), attribute.orElse(""));
    }

    private static void check(Value value, String expression) {
        try {
            new TextQuery.Regex(expression).pattern();
        } catch (PatternSyntaxException e) {
            value.problem("is no regular expression: " + e.getDescription());
        }
    }

    private static void checkSelector(Value value, String selector) {
        try {
            QueryParser.parse(selector);
        } catch (Selector.SelectorParseException e) {
            value.problem("is no CSS selector: " + e.getMessage());
        }
    }

    private static Map<String, List<String>> choices(Section page) {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        Optional<Section> section = page.optional("choose").flatMap(Value::section);
        section.map(Section::entries).orElse(Map.of()).forEach((name, value) -> {
            ScenarioText.nameProblem(name)
                    .ifPresent(message -> section.orElseThrow().keyProblem(name, message));
            choices.put(name, options(value));
        });
        return choices;
    }

    /** Texts of which a visitor picks one. */
    static List<String> options(Value list) {
        List<String> options = new ArrayList<>();
        for (Value item : list.items()) {
            item.text().ifPresent(options::add);
        }
        if (options.isEmpty()) {
            list.problem("needs at least one text to choose from");
            options.add("");
        }
        return options;
    }
}
