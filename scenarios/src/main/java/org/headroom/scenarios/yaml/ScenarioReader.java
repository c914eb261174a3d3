package org.headroom.scenarios.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.LoggedIn;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Returning;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Think;
import org.headroom.scenarios.model.Visit;

/** From the sections of a scenario file to a {@link Scenario}. */
final class ScenarioReader {
    private final Set<String> aliases = new LinkedHashSet<>();
    private final Map<String, Page> byName = new LinkedHashMap<>();
    /** What a page with {@code wordpress:} stands for. */
    private final Map<String, List<String>> shorthands = new LinkedHashMap<>();

    private final List<List<String>> logins = new ArrayList<>();

    Scenario read(Section root) {
        root.schema(ScenarioText.SCHEMA);
        String name = name(root, "name");
        String description =
                root.optional("description").flatMap(Value::freeText).orElse("");
        List<Host> hosts = hosts(root);
        List<Page> pages = pages(root);
        pages.forEach(page -> byName.put(page.name(), page));
        Returning returning = VisitorsReader.returning(root);
        LoggedIn loggedIn = VisitorsReader.loggedIn(root, logins, byName.keySet());
        List<Visit> visits = visits(root, loggedIn);
        return new Scenario(name, description, hosts, pages, visits, returning, loggedIn);
    }

    private static String name(Section section, String key) {
        Optional<Value> value = section.required(key);
        Optional<String> name = value.flatMap(Value::text);
        name.flatMap(ScenarioText::nameProblem)
                .ifPresent(message -> value.orElseThrow().problem(message));
        return name.orElse("");
    }

    private List<Host> hosts(Section root) {
        List<Host> hosts = new ArrayList<>();
        Optional<Section> section = root.required("hosts").flatMap(Value::section);
        for (Map.Entry<String, Value> entry : entries(section).entrySet()) {
            String alias = entry.getKey();
            ScenarioText.nameProblem(alias)
                    .ifPresent(message -> section.orElseThrow().keyProblem(alias, message));
            aliases.add(alias);
            entry.getValue().text().ifPresent(host -> {
                ScenarioText.hostProblem(host).ifPresent(entry.getValue()::problem);
                hosts.add(new Host(alias, host));
            });
        }
        section.ifPresent(found -> found.required(Host.SITE));
        return hosts;
    }

    private static Map<String, Value> entries(Optional<Section> section) {
        return section.map(Section::entries).orElse(Map.of());
    }

    private List<Page> pages(Section root) {
        List<Page> pages = new ArrayList<>();
        Optional<Section> section = root.required("pages").flatMap(Value::section);
        for (Map.Entry<String, Value> entry : entries(section).entrySet()) {
            String name = entry.getKey();
            ScenarioText.nameProblem(name)
                    .ifPresent(message -> section.orElseThrow().keyProblem(name, message));
            entry.getValue().section().ifPresent(page -> {
                if (page.optional("wordpress").isPresent()) {
                    pages.addAll(wordPress(name, page));
                } else {
                    pages.add(page(name, page));
                }
                page.end();
            });
        }
        for (Map.Entry<String, List<String>> made : shorthands.entrySet()) {
            boolean taken = made.getValue().stream()
                    .anyMatch(page -> pages.stream()
                                    .filter(one -> one.name().equals(page))
                                    .count()
                            > 1);
            if (taken) {
                section.orElseThrow()
                        .keyProblem(made.getKey(), "stands for " + made.getValue() + ", one of which is there already");
            }
        }
        if (pages.isEmpty()) {
            section.ifPresent(found -> found.problem("needs at least one page"));
        }
        return pages;
    }

    private List<Page> wordPress(String name, Section section) {
        List<Page> pages = WordPressPages.read(name, section, host(section));
        List<String> names = pages.stream().map(Page::name).toList();
        shorthands.put(name, names);
        if (section.optionalText("wordpress").filter("login"::equals).isPresent()) {
            logins.add(names);
        }
        return pages;
    }

    private Page page(String name, Section section) {
        Page page = new Page(
                name,
                host(section),
                templatePath(section),
                section.integer("status", ScenarioText.STATUS, 100, 599),
                section.bytes("size"),
                List.of(),
                FlowReader.read(section));
        ResourceTree tree = new ResourceTree();
        for (Value item : section.optional("resources").map(Value::items).orElse(List.of())) {
            item.section().ifPresent(found -> {
                tree.add(resource(found), found);
                found.end();
            });
        }
        return new Page(
                page.name(),
                page.host(),
                page.path(),
                page.expectedStatus(),
                page.sizeBytes(),
                tree.parentsFirst(),
                page.flow());
    }

    private Resource resource(Section section) {
        String id = name(section, "id");
        ResourceKind kind = kind(section);
        Optional<String> initiator = section.optionalText("initiator");
        return new Resource(
                id,
                kind,
                host(section),
                path(section),
                initiator,
                discovery(section, initiator.isEmpty()),
                section.integer("status", ScenarioText.STATUS, 100, 599),
                section.bytes("size"),
                section.flag("awaited", true),
                section.flag("cacheable", ScenarioText.cacheableByKind(kind)));
    }

    private static ResourceKind kind(Section section) {
        Optional<Value> value = section.required("kind");
        Optional<String> label = value.flatMap(Value::text);
        List<String> known =
                Arrays.stream(ResourceKind.values()).map(ResourceKind::label).toList();
        for (ResourceKind kind : ResourceKind.values()) {
            if (label.filter(kind.label()::equals).isPresent()) {
                return kind;
            }
        }
        label.ifPresent(text ->
                value.orElseThrow().problem("must be one of " + String.join(", ", known) + NearMiss.hint(text, known)));
        return ResourceKind.OTHER;
    }

    private String host(Section section) {
        Optional<Value> value = section.optional("host");
        Optional<String> alias = value.flatMap(Value::text);
        alias.filter(text -> !aliases.contains(text))
                .ifPresent(text -> value.orElseThrow()
                        .problem("no host '" + text + "' under hosts" + NearMiss.hint(text, aliases)));
        return alias.orElse(Host.SITE);
    }

    private static String path(Section section) {
        Optional<Value> value = section.required("path");
        Optional<String> path = value.flatMap(Value::text);
        path.flatMap(ScenarioText::pathProblem)
                .ifPresent(message -> value.orElseThrow().problem(message));
        return path.orElse("/");
    }

    private static String templatePath(Section section) {
        String path = path(section);
        section.optional("path").filter(Value::isText).ifPresent(value -> FlowReader.template(path, value));
        return path;
    }

    private static Discovery discovery(Section section, boolean childOfDocument) {
        Discovery standard = ScenarioText.defaultDiscovery(childOfDocument);
        Optional<Value> found = section.optional("found");
        if (found.isEmpty()) {
            return standard;
        }
        if (found.get().isSection()) {
            return section.section("found", ScenarioReader::measuredDiscovery).orElse(standard);
        }
        if (found.get().isText() && found.get().text().filter("after"::equals).isPresent()) {
            return new Discovery.AfterParent();
        }
        found.get().problem("must be { at: BYTES }, after, or { script: DURATION }");
        return standard;
    }

    private static Discovery measuredDiscovery(Section section) {
        Optional<Value> at = section.optional("at");
        Optional<Value> script = section.optional("script");
        if (at.isPresent() == script.isPresent()) {
            section.problem("must be { at: BYTES } or { script: DURATION }");
        }
        Optional<Discovery> streaming =
                at.flatMap(value -> value.integer(0, Long.MAX_VALUE)).map(Discovery.WhileStreaming::new);
        Duration delay = section.duration("script", Duration.ZERO);
        return streaming.orElseGet(() -> new Discovery.AfterScript(delay));
    }

    private List<Visit> visits(Section root, LoggedIn loggedIn) {
        root.required("visits");
        Set<String> names = new HashSet<>();
        List<Visit> visits = root.sections("visits", section -> {
            Visit visit = visit(section, loggedIn);
            if (!names.add(visit.name())) {
                section.problem("a second visit named '" + visit.name() + "'");
            }
            return visit;
        });
        if (visits.isEmpty()) {
            root.optional("visits").ifPresent(value -> value.problem("needs at least one visit"));
        }
        return visits;
    }

    private Visit visit(Section section, LoggedIn loggedIn) {
        String name = name(section, "name");
        Optional<Value> shareValue = section.required("share");
        double share = shareValue.flatMap(Value::number).orElse(1.0);
        if (share <= 0) {
            shareValue.orElseThrow().problem("must be greater than 0");
        }
        List<String> pages = new ArrayList<>();
        Optional<Value> list = section.required("pages");
        for (Value item : list.map(Value::items).orElse(List.of())) {
            item.text().ifPresent(page -> {
                if (!byName.containsKey(page)) {
                    item.dangling("no page '" + page + "' under pages", page, byName.keySet());
                }
                pages.addAll(shorthands.getOrDefault(page, List.of(page)));
            });
        }
        if (pages.isEmpty()) {
            list.ifPresent(value -> value.problem("needs at least one page"));
        }
        List<String> whole = new ArrayList<>(loggedIn.share() == 1 ? loggedIn.pages() : List.of());
        whole.addAll(pages);
        VisitorsReader.checkNames(whole, byName, section::problem);
        return new Visit(name, share, pages, think(section));
    }

    private static Think think(Section section) {
        return section.optional("think").flatMap(Value::think).orElse(Think.NONE);
    }
}
