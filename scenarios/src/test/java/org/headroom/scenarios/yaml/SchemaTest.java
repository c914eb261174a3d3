package org.headroom.scenarios.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.stack.ThresholdName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schemas, which editors use, and the readers, which Headroom uses, must agree. */
class SchemaTest {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Path FOLDER = Path.of("/etc/stack");

    private static final String SCENARIO = """
            schema: 1
            name: x
            hosts: { site: www.example.org }
            pages:
              front:
                path: /
                start: http
                resources:
                  - { id: a, kind: css, path: /a.css, found: { at: 1 } }
              look: { path: "/?s=${word}", choose: { word: [one, two] }, extract: { nonce: { css: "input[name=n]", optional: true } } }
              ask: { path: /ask, post: { form: { n: "${nonce}" }, redirects: true, refused: { regex: "no(.*)" } } }
              login: { wordpress: login, user: editor, password: "${file:/root/pw}" }
            visits:
              - { name: reader, share: 1, pages: [front, look, ask], think: 2s }
            logged-in: 10%
            returning: { share: 30%, away: 24h }
            """;

    private static final String STACK = """
            schema: 1
            sites: [ { name: s, hosts: [www.example.org], docroot: /srv/s } ]
            proxies: [ { name: web1, address: 127.0.0.1, https-port: 8443 } ]
            origins: [ { name: o, address: 127.0.0.1, fpm: [ { pool: p, listen: "127.0.0.1:9001" } ], memory: { budget: 2GiB } } ]
            sync: { master: o, shadow: /mnt/core, period: 180s }
            thresholds: { fpm.busy: { warning: 0.8 } }
            """;

    private static String text(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ScenarioFile.class.getResourceAsStream("/org/headroom/scenarios/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Schema schema(String name) throws IOException {
        return REGISTRY.getSchema(text(name), InputFormat.JSON);
    }

    private static List<String> errors(String schema, String yaml) throws IOException {
        return schema(schema).validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenario.schema.json", "stack.schema.json"})
    void theSchemasAreSchemasThemselves(String name) throws IOException {
        Schema meta = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(text(name), InputFormat.JSON)).isEmpty();
    }

    @Test
    void everyShippedFileValidatesAndIsRead() throws IOException, ConfigException {
        List<String> seen = new ArrayList<>();
        try (var files = Files.newDirectoryStream(Path.of(""), "*.yaml")) {
            for (Path file : files) {
                boolean stack = file.toString().startsWith("stack");
                String schema = stack ? "stack.schema.json" : "scenario.schema.json";
                assertThat(errors(schema, Files.readString(file)))
                        .as(file.toString())
                        .isEmpty();
                Object read = stack ? StackFile.read(file) : ScenarioFile.read(file);
                seen.add(read.getClass().getSimpleName());
            }
        }
        assertThat(seen).contains("Stack", "Scenario");
    }

    @Test
    void theSamplesOfThisTestAreGood() throws IOException, ConfigException {
        assertThat(errors("scenario.schema.json", SCENARIO)).isEmpty();
        assertThat(errors("stack.schema.json", STACK)).isEmpty();
        ScenarioFile.parse("x", SCENARIO);
        StackFile.parse("x", STACK, FOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema: 1 => schema: 2",
                "schema: 1 => other: 1",
                "name: x => name: 7",
                "name: x => name: with space",
                "site: www => cdn: www",
                "www.example.org => https://www.example.org",
                "path: / => path: front",
                "path: /a.css => path: \"/a b\"",
                "path: /a.css => path: \"/a#b\"",
                "kind: css => kind: style",
                "kind: css => kind: css, status: 999",
                "kind: css => kind: css, size: -1",
                "kind: css => kind: css, awaited: maybe",
                "kind: css => kind: css, unknown: 1",
                "id: a, => ",
                "{ at: 1 } => never",
                "{ at: 1 } => { at: 1, script: 1s }",
                "{ at: 1 } => { script: 5 }",
                "start: http => start: https",
                "[one, two] => []",
                "css: => xpath:",
                "css: \"input[name=n]\", => ",
                "regex: \"no(.*)\" => regex: \"no(.*)\", css: a",
                "optional: true => optional: perhaps",
                "redirects: true => redirect: true",
                "${nonce}\" } => ${no nce}\" }",
                "${file:/root/pw} => secret",
                "wordpress: login => wordpress: logon",
                "wordpress: login, user: editor => wordpress: login",
                "logged-in: 10% => logged-in: 10",
                "think: 2s => think: 2s-5s",
                "think: 2s => think: lognormal(8s)",
                "{ share: 30%, away: 24h } => 30",
                "{ share: 30%, away: 24h } => 130%",
                "share: 30%, away: 24h => share: 30 %",
                "away: 24h => since: 24h",
                "share: 1 => share: 0",
                "pages: [front, look, ask] => pages: []",
                "think: 2s => think: 2",
                "think: 2s => think: soon",
                "think: 2s => thinks: 2s"
            })
    void brokenScenariosAreRefusedByBoth(String change) throws IOException {
        String broken = changed(SCENARIO, change);
        assertThat(errors("scenario.schema.json", broken)).isNotEmpty();
        assertThatThrownBy(() -> ScenarioFile.parse("x", broken)).isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema: 1 => schema: one",
                "sites: => site:",
                "hosts: [www.example.org] => hosts: []",
                "hosts: [www.example.org] => hosts: [\"a b\"]",
                "docroot: /srv/s => docroot: srv",
                "docroot: /srv/s => uploads: { link: /a, target: /b }",
                "https-port: 8443 => https-port: 84430",
                "https-port: 8443 => status-url: ftp://x",
                "https-port: 8443 => https_port: 8443",
                "address: 127.0.0.1, https => adress: 127.0.0.1, https",
                "listen: \"127.0.0.1:9001\" => listen: somewhere",
                "listen: \"127.0.0.1:9001\" => status-path: /x",
                "budget: 2GiB => budget: lots",
                "budget: 2GiB => budget: -1",
                "master: o, => ",
                "period: 180s => period: 180",
                "fpm.busy => fpm.bussy",
                "warning: 0.8 => warning: 80",
                "warning: 0.8 => warning: high"
            })
    void brokenStacksAreRefusedByBoth(String change) throws IOException {
        String broken = changed(STACK, change);
        assertThat(errors("stack.schema.json", broken)).isNotEmpty();
        assertThatThrownBy(() -> StackFile.parse("x", broken, FOLDER)).isInstanceOf(ConfigException.class);
    }

    private static String changed(String text, String change) {
        String[] parts = change.split(" => ?", 2);
        assertThat(text).contains(parts[0]);
        return text.replace(parts[0], parts[1]);
    }

    @Test
    void theSchemasKnowTheSameWords() throws IOException {
        String kinds = Arrays.stream(ResourceKind.values())
                .map(kind -> "\"" + kind.label() + "\"")
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
        assertThat(text("scenario.schema.json")).contains("\"enum\": [" + kinds + "]");
        for (ThresholdName name : ThresholdName.values()) {
            String type = switch (name.unit()) {
                case SHARE -> "shareThreshold";
                case COUNT -> "countThreshold";
                case RATE -> "rateThreshold";
                case SECONDS -> "timeThreshold";
            };
            assertThat(text("stack.schema.json").replaceAll("\\s+", " "))
                    .contains("\"" + name.label() + "\": { \"$ref\": \"#/$defs/" + type + "\"");
        }
    }
}
