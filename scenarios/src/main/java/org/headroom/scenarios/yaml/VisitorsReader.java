package org.headroom.scenarios.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.headroom.scenarios.model.Extract;
import org.headroom.scenarios.model.Form;
import org.headroom.scenarios.model.LoggedIn;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Returning;
import org.headroom.scenarios.template.Template;

/** Which share of visitors comes back, which logs in, and whether all of them have what their forms need. */
final class VisitorsReader {
    private static final Set<String> ALWAYS_THERE = Set.of("number", "unique");

    private VisitorsReader() {}

    /** {@code returning: 30%}, or {@code returning: { share: 30%, away: 7d }}. */
    static Returning returning(Section root) {
        Optional<Value> value = root.optional("returning");
        if (value.isEmpty()) {
            return Returning.NOBODY;
        }
        if (!value.get().isSection()) {
            return new Returning(value.get().percent().orElse(0.0), Returning.USUALLY_AWAY);
        }
        return root.section("returning", section -> {
                    double share =
                            section.required("share").flatMap(Value::percent).orElse(0.0);
                    Duration away = section.duration("away", Returning.USUALLY_AWAY);
                    return new Returning(share, away);
                })
                .orElse(Returning.NOBODY);
    }

    static String write(Returning returning) {
        String share = PercentText.format(returning.share());
        return returning.away().equals(Returning.USUALLY_AWAY)
                ? share
                : "{ share: " + share + ", away: " + DurationText.format(returning.away()) + " }";
    }

    /**
     * {@code logged-in: 10%}, by the page that is {@code wordpress: login}; or {@code logged-in: { share: 10%, pages:
     * [NAME, NAME] }}.
     *
     * @param logins what each {@code wordpress: login} page stands for
     * @param pageNames every page
     */
    static LoggedIn loggedIn(Section root, List<List<String>> logins, Set<String> pageNames) {
        Optional<Value> value = root.optional("logged-in");
        if (value.isEmpty()) {
            return LoggedIn.NOBODY;
        }
        if (!value.get().isSection()) {
            if (logins.size() != 1) {
                value.get()
                        .problem(
                                logins.isEmpty()
                                        ? "needs a page with wordpress: login by which they log in"
                                        : "there are several pages with wordpress: login; write { share: 10%, pages: [NAME] }");
            }
            return new LoggedIn(value.get().percent().orElse(0.0), logins.isEmpty() ? List.of() : logins.getFirst());
        }
        return root.section("logged-in", section -> {
                    double share =
                            section.required("share").flatMap(Value::percent).orElse(0.0);
                    List<String> pages = new ArrayList<>();
                    Optional<Value> list = section.required("pages");
                    for (Value item : list.map(Value::items).orElse(List.of())) {
                        item.text().ifPresent(page -> {
                            if (!pageNames.contains(page)) {
                                item.dangling("no page '" + page + "' under pages", page, pageNames);
                            }
                            pages.add(page);
                        });
                    }
                    return new LoggedIn(share, pages);
                })
                .orElse(LoggedIn.NOBODY);
    }

    static String write(LoggedIn loggedIn) {
        return "{ share: " + PercentText.format(loggedIn.share()) + ", pages: ["
                + String.join(
                        ", ",
                        loggedIn.pages().stream().map(ScenarioWriter::quoted).toList()) + "] }";
    }

    /** Tells which placeholders of a visit's pages no page before them fills. */
    static void checkNames(List<String> visit, Map<String, Page> pages, Consumer<String> problem) {
        Set<String> known = new HashSet<>(ALWAYS_THERE);
        for (String name : visit) {
            Page page = pages.get(name);
            if (page == null) {
                continue;
            }
            known.addAll(page.flow().choices().keySet());
            needed(page)
                    .filter(needs -> !known.contains(needs))
                    .distinct()
                    .forEach(needs -> problem.accept("page '"
                            + name + "' needs ${" + needs + "}, which no page before it extracts and none chooses"
                            + NearMiss.hint(needs, known)));
            page.flow().extracts().stream().map(Extract::name).forEach(known::add);
        }
    }

    private static Stream<String> needed(Page page) {
        Stream<String> fields = page.flow().form().map(Form::fields).orElse(Map.of()).values().stream();
        return Stream.concat(Stream.of(page.path()), fields).flatMap(VisitorsReader::names);
    }

    private static Stream<String> names(String text) {
        try {
            return Template.parse(text).names().stream();
        } catch (IllegalArgumentException _) {
            return Stream.empty(); // told where it stands
        }
    }
}
