package org.headroom.scenarios.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.LoggedIn;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.Returning;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Think;
import org.headroom.scenarios.model.Visit;

/** From a {@link Scenario} to text that people can edit: one resource a line, what is default left out. */
final class ScenarioWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9/_.?=&%+~@;$!*()'-]*");
    private static final Set<String> WORDS =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan");

    private final StringBuilder out = new StringBuilder(4096);

    String write(Scenario scenario, List<String> header) {
        for (String line : header) {
            out.append(comment(line)).append('\n');
        }
        out.append("schema: ").append(ScenarioText.SCHEMA).append('\n');
        line("name: ", quoted(scenario.name()));
        if (!scenario.description().isEmpty()) {
            line("description: ", quoted(scenario.description()));
        }
        out.append("\nhosts:\n");
        for (Host host : scenario.hosts()) {
            String remark = host.alias().equals(Host.SITE) ? "   # replaced by --target" : "";
            line("  ", quoted(host.alias()), ": ", quoted(host.name()), remark);
        }
        out.append("""

                # found: { at: BYTES } while its initiator streams in; after: when the initiator has ended;
                # { script: TIME }: after a script ran for that long. No initiator: the document. Sizes: decoded bytes.
                pages:
                """);
        scenario.pages().forEach(this::page);
        out.append("""

                # share: how often, relative to the others; think: pause between two pages
                visits:
                """);
        scenario.visits().forEach(this::visit);
        if (!scenario.returning().equals(Returning.NOBODY)) {
            line();
            line("returning: ", VisitorsReader.write(scenario.returning()));
        }
        if (!scenario.loggedIn().equals(LoggedIn.NOBODY)) {
            line("logged-in: ", VisitorsReader.write(scenario.loggedIn()));
        }
        return out.toString();
    }

    private void line(String... parts) {
        for (String part : parts) {
            out.append(part);
        }
        out.append('\n');
    }

    private static String comment(String line) {
        String safe = line.codePoints()
                .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029 && c < 0xFFFE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return ("# " + safe).stripTrailing();
    }

    private void page(Page page) {
        line("  ", quoted(page.name()), ":");
        line("    path: ", quoted(page.path()));
        if (!page.host().equals(Host.SITE)) {
            line("    host: ", quoted(page.host()));
        }
        FlowWriter.lines(page.flow()).forEach(text -> line("    ", text));
        if (page.expectedStatus() != ScenarioText.STATUS) {
            line("    status: ", Integer.toString(page.expectedStatus()));
        }
        page.sizeBytes().ifPresent(size -> line("    size: ", Long.toString(size)));
        if (!page.resources().isEmpty()) {
            line("    resources:");
            page.resources().forEach(this::resource);
        }
    }

    private void resource(Resource resource) {
        List<String> parts = new ArrayList<>();
        parts.add("id: " + quoted(resource.id()));
        parts.add("kind: " + resource.kind().label());
        if (!resource.host().equals(Host.SITE)) {
            parts.add("host: " + quoted(resource.host()));
        }
        parts.add("path: " + quoted(resource.path()));
        if (resource.expectedStatus() != ScenarioText.STATUS) {
            parts.add("status: " + resource.expectedStatus());
        }
        resource.sizeBytes().ifPresent(size -> parts.add("size: " + size));
        resource.initiator().ifPresent(parent -> parts.add("initiator: " + quoted(parent)));
        if (!resource.discovery()
                .equals(ScenarioText.defaultDiscovery(resource.initiator().isEmpty()))) {
            parts.add("found: " + discovery(resource.discovery()));
        }
        if (!resource.awaited()) {
            parts.add("awaited: false");
        }
        if (resource.cacheable() != ScenarioText.cacheableByKind(resource.kind())) {
            parts.add("cacheable: " + resource.cacheable());
        }
        line("      - { ", String.join(", ", parts), " }");
    }

    private static String discovery(Discovery discovery) {
        return switch (discovery) {
            case Discovery.WhileStreaming(long offset) -> "{ at: " + offset + " }";
            case Discovery.AfterParent() -> "after";
            case Discovery.AfterScript(var delay) -> "{ script: " + DurationText.format(delay) + " }";
        };
    }

    private void visit(Visit visit) {
        String pages = visit.pages().stream().map(ScenarioWriter::quoted).collect(Collectors.joining(", "));
        String think = visit.think().equals(Think.NONE) ? "" : ", think: " + think(visit.think());
        line(
                "  - { name: ",
                quoted(visit.name()),
                ", share: ",
                share(visit.share()),
                ", pages: [",
                pages,
                "]",
                think,
                " }");
    }

    /** In quotes where a comma would end it. */
    private static String think(Think think) {
        String text = ThinkText.format(think);
        return text.indexOf(',') < 0 ? text : alwaysQuoted(text);
    }

    private static String share(double share) {
        return share == Math.rint(share) && share < 1e15 ? Long.toString((long) share) : Double.toString(share);
    }

    static String quoted(String text) {
        if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))) {
            return text;
        }
        return alwaysQuoted(text);
    }

    static String alwaysQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> quoted.append(escaped(c)));
        return quoted.append('"').toString();
    }

    private static String escaped(int c) {
        boolean printable = (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < 0x2000);
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> printable ? Character.toString(c) : String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c);
        };
    }
}
