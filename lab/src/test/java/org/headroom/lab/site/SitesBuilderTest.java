package org.headroom.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SitesBuilderTest {
    @Test
    void whatWordPressSaysAsAPageIsToldAsText() {
        String page = """
                <!DOCTYPE html>
                <html><head><style type="text/css">
                    body { color: red }
                </style></head>
                <body><h1>Error establishing a database connection</h1>

                    <p>Is it running?</p></body></html>
                """;

        assertThat(SitesBuilder.withoutMarkup(page))
                .isEqualTo("Error establishing a database connection\nIs it running?");
    }

    @Test
    void everyTemplateOfWordPressIsGivenToTheBuildAndCountsForTheFingerprint() throws IOException, URISyntaxException {
        Path templates = Path.of(Objects.requireNonNull(
                                SitesBuilder.class.getResource("/org/headroom/lab/templates/wordpress/build.sh"))
                        .toURI())
                .resolveSibling("");
        List<String> files;
        try (Stream<Path> walk = Files.walk(templates)) {
            files = walk.filter(Files::isRegularFile)
                    .map(file -> templates.relativize(file).toString())
                    .toList();
        }

        assertThat(SitesBuilder.SOURCES).containsExactlyInAnyOrderElementsOf(files);
    }
}
