package org.headroom.lab.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AptSourcesTest {
    private static final String STANZAS = """
            # the archive
            Types: deb deb-src
            # http://old.example/debian
            URIs: http://mirror.example/debian
            Suites: bookworm bookworm-updates
            Components: main
             contrib
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            Types: deb
            URIs: http://security.example/debian-security
            Suites: bookworm-security
            Components: main

            Enabled: no
            Types: deb
            URIs: http://off.example/debian
            Suites: bookworm
            Components: main
            """;

    @TempDir
    Path apt;

    @Test
    void stanzasAreReadWithCommentsContinuationsAndWhatIsSwitchedOff() {
        assertThat(AptSources.parseStanzas(STANZAS))
                .containsExactly(
                        new AptSources.Archive(
                                "http://mirror.example/debian",
                                List.of("bookworm", "bookworm-updates"),
                                List.of("main", "contrib")),
                        new AptSources.Archive(
                                "http://security.example/debian-security",
                                List.of("bookworm-security"),
                                List.of("main")));
    }

    @Test
    void linesAreReadWithOptionsAndComments() {
        String text = """
                # deb http://off.example/debian bookworm main
                deb [arch=amd64 signed-by=/a/b.gpg] http://mirror.example/debian bookworm main contrib # ours
                deb-src http://mirror.example/debian bookworm main
                """;

        assertThat(AptSources.parseOneLine(text))
                .containsExactly(new AptSources.Archive(
                        "http://mirror.example/debian", List.of("bookworm"), List.of("main", "contrib")));
    }

    @Test
    void theMirrorIsTheArchiveOfTheMachinesOwnRelease() throws Exception {
        Files.createDirectories(apt.resolve("sources.list.d"));
        Files.writeString(apt.resolve("sources.list"), "deb http://tools.example/debian bookworm stable\n");
        Files.writeString(apt.resolve("sources.list.d/debian.sources"), STANZAS);
        Files.writeString(apt.resolve("sources.list.d/off.sources.disabled"), "Types: deb\nURIs: http://no.example\n");

        AptSources sources = AptSources.read(apt);

        assertThat(sources.debianMirror("bookworm")).contains("http://mirror.example/debian");
        assertThat(sources.debianMirror("trixie")).isEmpty();
    }

    @Test
    void aFileOfMirrorsGivesItsFirst() throws Exception {
        Path mirrors =
                Files.writeString(apt.resolve("mirrors.list"), "# ours\n\nhttp://first.example/debian priority:1\n");
        Files.writeString(apt.resolve("sources.list"), "deb mirror+file:" + mirrors + " bookworm main\n");

        assertThat(AptSources.read(apt).debianMirror("bookworm")).contains("http://first.example/debian");
    }

    @Test
    void proxiesAreTakenFromAptsConfiguration() {
        String dump = """
                Acquire::http "";
                Acquire::http::Proxy "http://proxy.example:3128/";
                Acquire::http::Proxy::local.example "DIRECT";
                Acquire::https::proxy "DIRECT";
                """;

        assertThat(AptProxy.environment(dump)).isEqualTo(Map.of("http_proxy", "http://proxy.example:3128/"));
        assertThat(AptProxy.environment("")).isEmpty();
    }
}
