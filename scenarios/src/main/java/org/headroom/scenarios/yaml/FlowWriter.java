package org.headroom.scenarios.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.scenarios.model.Extract;
import org.headroom.scenarios.model.Form;
import org.headroom.scenarios.model.PageFlow;
import org.headroom.scenarios.model.TextQuery;

/** The lines of a page that {@link FlowReader} reads. */
final class FlowWriter {
    private FlowWriter() {}

    static List<String> lines(PageFlow flow) {
        List<String> lines = new ArrayList<>();
        if (flow.plainHttp()) {
            lines.add("start: " + FlowReader.PLAIN_HTTP);
        }
        if (!flow.choices().isEmpty()) {
            lines.add("choose:");
            flow.choices()
                    .forEach((name, options) -> lines.add("  " + ScenarioWriter.quoted(name) + ": ["
                            + options.stream().map(ScenarioWriter::alwaysQuoted).collect(Collectors.joining(", "))
                            + "]"));
        }
        flow.form().ifPresent(form -> form(form, lines));
        if (!flow.extracts().isEmpty()) {
            lines.add("extract:");
            for (Extract extract : flow.extracts()) {
                lines.add("  " + ScenarioWriter.quoted(extract.name()) + ": { " + query(extract.query())
                        + (extract.optional() ? ", optional: true" : "") + " }");
            }
        }
        return lines;
    }

    private static void form(Form form, List<String> lines) {
        lines.add("post:");
        lines.add(form.fields().isEmpty() ? "  form: {}" : "  form:");
        form.fields()
                .forEach((name, value) -> lines.add(
                        "    " + ScenarioWriter.alwaysQuoted(name) + ": " + ScenarioWriter.alwaysQuoted(value)));
        if (form.redirects()) {
            lines.add("  redirects: true");
        }
        form.refusal().ifPresent(refusal -> lines.add("  refused: { " + query(refusal) + " }"));
        if (form.ajax()) {
            lines.add("  ajax: true");
        }
    }

    private static String query(TextQuery query) {
        return switch (query) {
            case TextQuery.Css(String selector, String attribute) ->
                "css: " + ScenarioWriter.alwaysQuoted(selector)
                        + (attribute.isEmpty() ? "" : ", attribute: " + ScenarioWriter.quoted(attribute));
            case TextQuery.Regex(String expression) -> "regex: " + ScenarioWriter.alwaysQuoted(expression);
        };
    }
}
