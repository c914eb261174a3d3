package org.headroom.scenarios.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
    @TempDir
    Path folder;

    private static String problem(String text) {
        return failure(() -> YamlFile.parse("x.yaml", text, root -> root.texts("a")));
    }

    private static String failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return String.valueOf(catchThrowableOfType(ConfigException.class, call).getMessage());
    }

    private String problemOf(byte[] content) throws IOException {
        Path file = folder.resolve("x.yaml");
        Files.write(file, content);
        return failure(() -> YamlFile.read(file, root -> root.texts("a"))).replace(file.toString(), "x.yaml");
    }

    @Test
    void anEmptyFileIsNamedSo() {
        assertThat(problem("")).isEqualTo("x.yaml: the file is empty");
        assertThat(problem("# only a comment\n")).isEqualTo("x.yaml: the file is empty");
    }

    @Test
    void aFileThatIsNoSectionIsRefused() {
        assertThat(problem("- a\n- b\n")).isEqualTo("x.yaml:1: must be a section of keys, but is a list");
    }

    @Test
    void twoDocumentsInOneFileAreRefused() {
        assertThat(problem("a: [x]\n---\na: [y]\n")).startsWith("x.yaml:2: not YAML: ");
    }

    @Test
    void brokenSyntaxIsReportedWithItsLine() {
        assertThat(problem("a: [x]\nb: {\n")).startsWith("x.yaml:3: not YAML: ");
        assertThat(problem("a: [x]\n\tb: 1\n")).startsWith("x.yaml:2: not YAML: ");
    }

    @Test
    void controlCharactersAreReportedWithTheirLine() {
        assertThat(problem("a: [x]\nb: \0\n")).isEqualTo("x.yaml:2: the character U+0000 is not allowed");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problem("a: " + "[".repeat(100_000))).isEqualTo("x.yaml:1: nested deeper than 50 levels");
    }

    @Test
    void aliasBombsAreRefused() {
        StringBuilder bomb = new StringBuilder("x0: &x0 [lol]\n");
        for (int i = 1; i < 24; i++) {
            bomb.append("x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(problem(bomb.toString())).isEqualTo("x.yaml: its aliases unfold to more than 4000000 values");
        assertThat(problem(bomb.toString().replace("*x21, *x21", "*x21" + ", *x21".repeat(60))))
                .contains("aliases");
    }

    @Test
    void anAliasThatContainsItselfIsRefused() {
        assertThat(problem("a: &a [x, *a]\n")).contains("an alias refers to a value that contains it");
    }

    @Test
    void harmlessAliasesWork() throws ConfigException {
        List<String> texts = YamlFile.parse("x.yaml", "a: [&b x, *b]\n", root -> root.texts("a"));
        assertThat(texts).containsExactly("x", "x");
    }

    @Test
    void unquotedNumbersWhereTextBelongsAreRefusedWithTheRemedy() {
        assertThat(problem("a: [x, 1.5]\n")).isEqualTo("x.yaml:1: a[1]: must be text (put it in quotes), but is 1.5");
    }

    @Test
    void missingUnreadableAndHugeFilesAreNamedSo() throws IOException {
        assertThat(failure(() -> YamlFile.read(Path.of("/nowhere/x.yaml"), root -> root)))
                .isEqualTo("/nowhere/x.yaml: there is no such file");
        assertThat(failure(() -> YamlFile.read(folder, root -> root))).endsWith(": this is a directory, not a file");
        assertThat(problemOf(new byte[YamlFile.MAX_BYTES + 1]))
                .isEqualTo("x.yaml: larger than 16MiB, which no such file needs");
        assertThat(problemOf("a: [x]\nb: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("x.yaml:2: not UTF-8 text");
    }
}
