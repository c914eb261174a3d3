package org.headroom.scenarios.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Extract;
import org.headroom.scenarios.model.Form;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.LoggedIn;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.PageFlow;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Returning;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.TextQuery;
import org.headroom.scenarios.model.Think;
import org.headroom.scenarios.model.Visit;

class ScenarioRoundTripTest {
    @Property
    void whatIsWrittenIsReadBackTheSame(@ForAll("scenarios") Scenario scenario, @ForAll String header)
            throws ConfigException {
        String text = ScenarioFile.format(scenario, List.of(header));
        assertThat(ScenarioFile.parse("round.yaml", text)).isEqualTo(scenario);
    }

    @Property
    void theSameScenarioGivesTheSameBytes(@ForAll("scenarios") Scenario scenario) throws ConfigException {
        String text = ScenarioFile.format(scenario, List.of("header"));
        assertThat(ScenarioFile.format(ScenarioFile.parse("round.yaml", text), List.of("header")))
                .isEqualTo(text);
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        Arbitrary<List<Resource>> tree =
                resource().list().ofMaxSize(8).map(ScenarioRoundTripTest::withDistinctIdsAndEarlierParents);
        Arbitrary<String> pagePath = path().map(path -> path.replace("${", "$"));
        Arbitrary<Page> page = Combinators.combine(pagePath, status(), size(), tree, host())
                .as((path, status, size, resources, host) ->
                        new Page("x", host, path, status, size, resources, flow(path)));
        Arbitrary<List<Page>> pages = page.list().ofMinSize(1).ofMaxSize(3).map(ScenarioRoundTripTest::named);
        Arbitrary<Double> share = Arbitraries.oneOf(
                Arbitraries.doubles().between(0.01, 1e20),
                Arbitraries.integers().between(1, 100).map(i -> (double) i));
        return Combinators.combine(name(), Arbitraries.strings(), pages, share, duration(), returning())
                .as((name, description, list, weight, think, returning) -> new Scenario(
                        name,
                        description,
                        List.of(new Host("site", "www.example.org"), new Host("cdn", "2001:db8::1")),
                        list,
                        List.of(new Visit(
                                "reader", weight, list.stream().map(Page::name).toList(), think(think))),
                        returning,
                        think.isZero()
                                ? LoggedIn.NOBODY
                                : new LoggedIn(0.25, List.of(list.getFirst().name()))));
    }

    private static Think think(Duration time) {
        return switch ((int) (time.toNanos() % 3)) {
            case 0 -> new Think.Fixed(time);
            case 1 -> new Think.Between(time, time.multipliedBy(2));
            default -> new Think.LogNormal(time, time.plusMillis(7));
        };
    }

    private static Arbitrary<Returning> returning() {
        Arbitrary<Double> share = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.ONE)
                .ofScale(5)
                .map(BigDecimal::doubleValue);
        return Combinators.combine(share, duration()).as(Returning::new);
    }

    /** Whatever a path's letters make of it. */
    private static PageFlow flow(String path) {
        String odd = path.replace("${", "$") + ": \"'{ é";
        Optional<Form> form = path.length() % 3 == 0
                ? Optional.empty()
                : Optional.of(new Form(
                        Map.of("field " + odd, odd),
                        path.length() % 5 == 0,
                        path.length() % 7 == 0
                                ? Optional.empty()
                                : Optional.of(new TextQuery.Regex(Pattern.quote(odd))),
                        path.length() % 2 == 0));
        List<Extract> extracts = path.length() % 4 == 0
                ? List.of()
                : List.of(
                        new Extract("css", new TextQuery.Css("input[name=x]", "value"), path.length() % 2 == 0),
                        new Extract("regex", new TextQuery.Regex("\\d+ (\".*\")"), false));
        return new PageFlow(path.length() % 2 == 0, form, extracts, Map.of("word", List.of("1", "no", odd)));
    }

    private static List<Page> named(List<Page> pages) {
        List<Page> named = new ArrayList<>();
        for (Page page : pages) {
            named.add(new Page(
                    "page" + named.size(),
                    page.host(),
                    page.path(),
                    page.expectedStatus(),
                    page.sizeBytes(),
                    page.resources(),
                    page.flow()));
        }
        return named;
    }

    private static List<Resource> withDistinctIdsAndEarlierParents(List<Resource> resources) {
        List<Resource> result = new ArrayList<>();
        for (Resource r : resources) {
            Optional<String> parent = r.initiator().isEmpty() || result.isEmpty()
                    ? Optional.empty()
                    : Optional.of(result.get(r.path().length() % result.size()).id());
            result.add(new Resource(
                    r.id() + result.size(),
                    r.kind(),
                    r.host(),
                    r.path(),
                    parent,
                    r.discovery(),
                    r.expectedStatus(),
                    r.sizeBytes(),
                    r.awaited(),
                    r.cacheable()));
        }
        return result;
    }

    private static Arbitrary<Resource> resource() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<Optional<String>> parent = flag.map(has -> has ? Optional.of("parent") : Optional.empty());
        return Combinators.combine(
                        name(), Arbitraries.of(ResourceKind.class), path(), parent, discovery(), status(), size(), flag)
                .as((id, kind, path, initiator, found, status, bytes, truth) -> new Resource(
                        id, kind, truth ? "site" : "cdn", path, initiator, found, status, bytes, truth, !truth));
    }

    private static Arbitrary<Discovery> discovery() {
        return Arbitraries.oneOf(
                Arbitraries.longs().greaterOrEqual(0).map(Discovery.WhileStreaming::new),
                Arbitraries.just(new Discovery.AfterParent()),
                duration().map(Discovery.AfterScript::new));
    }

    private static Arbitrary<Duration> duration() {
        return Arbitraries.longs().between(0, 400_000_000_000_000L).map(Duration::ofNanos);
    }

    private static Arbitrary<String> name() {
        return Arbitraries.strings()
                .withChars("abzAZ019._-")
                .ofMaxLength(12)
                .map(rest -> "n" + rest)
                .injectDuplicates(0.2)
                .edgeCases(edges -> edges.add("null", "true", "No", "1e3", "0"));
    }

    private static Arbitrary<String> path() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars('#', '"', '<', '>', '\\')
                .ofMaxLength(30)
                .map(rest -> "/" + rest);
    }

    private static Arbitrary<String> host() {
        return Arbitraries.of("site", "cdn");
    }

    private static Arbitrary<Integer> status() {
        return Arbitraries.oneOf(Arbitraries.just(200), Arbitraries.integers().between(100, 599));
    }

    private static Arbitrary<OptionalLong> size() {
        return Arbitraries.oneOf(
                Arbitraries.just(OptionalLong.empty()),
                Arbitraries.longs().greaterOrEqual(0).map(OptionalLong::of));
    }
}
