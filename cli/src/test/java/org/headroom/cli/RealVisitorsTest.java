package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabStack;
import org.headroom.lab.LabUp;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.loadgen.result.ProtocolSummary;
import org.headroom.loadgen.result.RunDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors of a real WordPress who log in, search, comment, come by port 80, and return. */
@Tag("lab")
class RealVisitorsTest {
    private static final LabPaths PATHS = LabPaths.standard().beside(new LabNet("rv", 42));
    private static final Path PASSWORD = PATHS.base().resolve("sites/admin-password");

    @TempDir
    private static Path directory;

    // Beside whatever lab is up on this machine.
    private static LabStack stack = LabStack.at(PATHS, _ -> {});
    private static LabUp up;

    @BeforeAll
    static void start() {
        up = stack.up(LabTopology.SINGLE_H3, LabOptions.defaults().withStackFile(directory.resolve("stack.yaml")));
    }

    @AfterAll
    static void stop() {
        stack.down();
    }

    private static String scenario(String password) {
        return """
                schema: 1
                name: visitors
                hosts: { site: www.example.org }
                pages:
                  typed: { path: /, start: http }
                  front:
                    path: /
                    resources:
                      - { id: jquery, kind: js, path: /wp-includes/js/jquery/jquery.min.js }
                      - { id: blocks, kind: css, path: /wp-includes/css/dist/block-library/style.min.css }
                  search: { wordpress: search, words: [harbour, weather] }
                  comment: { wordpress: comment, post: /post-5/ }
                  login: { wordpress: login, user: admin, password: "${file:%s}" }
                visits:
                  - { name: author, share: 1, pages: [typed, front, search, comment], think: 100ms..300ms }
                logged-in: 100%%
                returning: { share: 100%%, away: 96000h }
                """.formatted(password);
    }

    private static ProtocolSummary load(String name, Path password) throws Exception {
        Files.writeString(directory.resolve(name + ".yaml"), scenario(password.toString()));
        CliRun run = new CliRun(directory);
        run.run(
                "load",
                name + ".yaml",
                "--target",
                "https://" + up.frontPage().getHost(),
                "--stack",
                "stack.yaml",
                "--protocol",
                "h2",
                "--visitors",
                "1",
                "--ramp",
                "0s",
                "--warm-up",
                "0s",
                "--duration",
                "20s",
                "--out",
                name);
        assertThat(directory.resolve(name + "/summary.json")).as(run.all()).exists();
        return new RunDirectory(directory.resolve(name))
                .read()
                .summary()
                .protocols()
                .getFirst();
    }

    @Test
    void theyLogInSearchCommentAndReturnWithAWarmCache() throws Exception {
        ProtocolSummary summary = load("good", PASSWORD);

        assertThat(summary.requests().failures())
                .as(summary.failureExamples().toString())
                .isEmpty();
        assertThat(summary.byPage().keySet())
                .contains("login-form", "login", "typed", "front", "search", "comment-form", "comment");
        assertThat(summary.requests().status()).containsKeys("200", "301", "302", "304");
        assertThat(Objects.requireNonNull(summary.views().get("first")).notModified())
                .isZero();
        assertThat(Objects.requireNonNull(summary.views().get("repeat")).notModified())
                .isPositive();
        String secret = Files.readString(PASSWORD).strip();
        try (var files = Files.walk(directory.resolve("good"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(secret));
        }
    }

    @Test
    void aWrongPasswordIsAFailureInTheSitesOwnWords() throws Exception {
        Path wrong = Files.writeString(directory.resolve("wrong"), "not the password");
        ProtocolSummary summary = load("refused", wrong);

        assertThat(summary.requests().failures()).containsKey("refused-by-site");
        assertThat(Objects.requireNonNull(summary.failureExamples().get("refused-by-site")))
                .contains("password")
                .doesNotContain("not the password");
    }
}
