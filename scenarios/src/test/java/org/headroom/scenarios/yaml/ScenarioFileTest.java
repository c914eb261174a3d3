package org.headroom.scenarios.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Think;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {
    private static final String GOOD = """
            schema: 1
            name: wordpress-front
            description: A front page
            hosts:
              site: www.example.org
              cdn: static.example.net
            pages:
              front:
                path: /
                size: 52341
                resources:
                  - { id: font1, kind: font, path: /a.woff2, initiator: style, found: after }
                  - { id: style, kind: css, path: /s.css?ver=6, size: 1234, found: { at: 512 } }
                  - { id: app, kind: js, host: cdn, path: /app.js }
                  - { id: late, kind: fetch, path: /wp-json/, initiator: app, found: { script: 50ms }, awaited: false }
            visits:
              - { name: reader, share: 70, pages: [front, front], think: 2s }
            """;

    @TempDir
    Path folder;

    private static List<String> problems(String text) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> ScenarioFile.parse("s.yaml", text));
        return e.problems().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void theFormatOfTheIssueIsRead() throws ConfigException {
        Scenario scenario = ScenarioFile.parse("s.yaml", GOOD);
        assertThat(scenario.page("front").sizeBytes()).hasValue(52341);
        assertThat(scenario.visits().getFirst().think()).isEqualTo(new Think.Fixed(Duration.ofSeconds(2)));
        assertThat(scenario.page("front").resources())
                .extracting(Resource::id)
                .as("parents come first")
                .containsExactly("style", "font1", "app", "late");
    }

    @Test
    void whatIsLeftOutTakesTheDefaultOfItsPlace() throws ConfigException {
        Scenario scenario = ScenarioFile.parse("s.yaml", GOOD);
        List<Resource> resources = scenario.page("front").resources();
        assertThat(resources.get(2))
                .isEqualTo(new Resource(
                        "app",
                        ResourceKind.JS,
                        "cdn",
                        "/app.js",
                        Optional.empty(),
                        new Discovery.WhileStreaming(0),
                        200,
                        OptionalLong.empty(),
                        true,
                        true));
        assertThat(resources.get(3).cacheable()).isFalse();
        assertThat(resources.get(1).discovery()).isEqualTo(new Discovery.AfterParent());
    }

    @Test
    void allProblemsAreReportedAtOnceWithLineAndKey() {
        List<String> problems = problems("""
                schema: 2
                nmae: x
                hosts: { cdn: "with space" }
                pages:
                  front:
                    path: no-slash
                    status: 999
                    size: big
                    resources:
                      - { id: a, kind: imgae, path: /a, host: cnd }
                      - { id: a, kind: css, path: /b }
                      - { id: c, kind: css, path: "/with space", initiator: d, found: never, awaited: maybe }
                      - { kind: js, path: /d, found: { at: 1, script: 2 } }
                  front: { path: / }
                visits:
                  - { name: reader, share: 0, pages: [frnot], think: 2 }
                """);
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "s.yaml:1: schema: must be 1, the only version that this Headroom reads",
                        "s.yaml:1: name: is missing",
                        "s.yaml:2: nmae: unknown key; did you mean 'name'?",
                        "s.yaml:3: hosts.cdn: 'with space' is no host name or address (no scheme, no port, no spaces)",
                        "s.yaml:3: hosts.site: is missing",
                        "s.yaml:6: pages.front.path: a path begins with '/'",
                        "s.yaml:7: pages.front.status: must be from 100 to 599, but is 999",
                        "s.yaml:8: pages.front.size: must be a whole number, but is 'big'",
                        "s.yaml:10: pages.front.resources[0].kind: must be one of document, css, js, image, font, fetch,"
                                + " other; did you mean 'image'?",
                        "s.yaml:10: pages.front.resources[0].host: no host 'cnd' under hosts; did you mean 'cdn'?",
                        "s.yaml:11: pages.front.resources[1]: a second resource with id 'a'",
                        "s.yaml:12: pages.front.resources[2].path: a path has no spaces, control characters, fragment or"
                                + " other characters that a URL must percent-encode",
                        "s.yaml:12: pages.front.resources[2].initiator: no resource with id 'd' on this page",
                        "s.yaml:12: pages.front.resources[2].found: must be { at: BYTES }, after, or { script: DURATION"
                                + " }",
                        "s.yaml:12: pages.front.resources[2].awaited: must be true or false, but is 'maybe'",
                        "s.yaml:13: pages.front.resources[3].id: is missing",
                        "s.yaml:13: pages.front.resources[3].found: must be { at: BYTES } or { script: DURATION }",
                        "s.yaml:13: pages.front.resources[3].found.script: must be a duration such as 500ms or 2s, but"
                                + " is 2",
                        "s.yaml:14: pages.front: given twice, first in line 5",
                        "s.yaml:16: visits[0].share: must be greater than 0",
                        "s.yaml:16: visits[0].pages[0]: no page 'frnot' under pages; did you mean 'front'?",
                        "s.yaml:16: visits[0].think: must be a time such as 5s, 2s..10s or lognormal(median 8s, p90 30s), but"
                                + " is 2");
    }

    @Test
    void initiatorsThatFormACircleAreRefused() {
        assertThat(problems(GOOD.replace("{ id: style,", "{ id: style, initiator: font1,")))
                .singleElement()
                .asString()
                .contains("its initiators form a circle");
    }

    @Test
    void aHalfWrittenFileIsRefusedWithItsLine() {
        assertThat(problems(GOOD.substring(0, GOOD.indexOf("kind: css"))))
                .singleElement()
                .asString()
                .startsWith("s.yaml:13: not YAML: ");
        assertThat(problems(GOOD.substring(0, GOOD.indexOf("visits:"))))
                .containsExactly("s.yaml:1: visits: is missing");
    }

    @Test
    void aWrittenFileIsReadBackAndOverwritesTheOldOneWhole() throws IOException, ConfigException {
        Path file = folder.resolve("new/scenario.yaml");
        Scenario scenario = ScenarioFile.parse("s.yaml", GOOD);
        ScenarioFile.write(scenario, file, List.of("first"));
        ScenarioFile.write(scenario, file, List.of("second", "line\nbreak"));
        assertThat(ScenarioFile.read(file)).isEqualTo(scenario);
        assertThat(file).content().startsWith("# second\n# linebreak\nschema: 1\n");
        try (var files = Files.list(file.resolveSibling("."))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aScenarioThatCouldNotBeReadBackIsNotWritten() throws ConfigException {
        Scenario good = ScenarioFile.parse("s.yaml", GOOD);
        Scenario bad = new Scenario("with space", "", good.hosts(), good.pages(), good.visits());
        Path file = folder.resolve("bad.yaml");
        assertThatThrownBy(() -> ScenarioFile.write(bad, file, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFormThatNoEarlierPageFillsAndAPasswordInTheFileAreTold() {
        assertThat(problems("""
                schema: 1
                name: forms
                hosts: { site: www.example.org }
                pages:
                  look: { path: /, extract: { nonce: { regex: "(" } } }
                  ask: { path: "/${", post: { form: { n: "${nonec}" } } }
                  login: { wordpress: login, user: me, password: secret }
                  login-form: { path: / }
                visits:
                  - { name: v, share: 1, pages: [look, ask], think: "lognormal(8s)" }
                logged-in: 10%
                """))
                .containsExactlyInAnyOrder(
                        "s.yaml:5: pages.look.extract.nonce.regex: is no regular expression: Unclosed group",
                        "s.yaml:6: pages.ask.path: '${' is no placeholder; write ${name}, ${file:/path} or ${env:NAME}",
                        "s.yaml:7: pages.login: stands for [login-form, login], one of which is there already",
                        "s.yaml:7: pages.login.password: must be ${file:/path} or ${env:NAME}: a password does not stand"
                                + " in a scenario",
                        "s.yaml:10: visits[0]: page 'ask' needs ${nonec}, which no page before it extracts and none"
                                + " chooses; did you mean 'nonce'?",
                        "s.yaml:10: visits[0].think: 'lognormal(8s)': write \"lognormal(median 8s, p90 30s)\", in quotes");
    }
}
