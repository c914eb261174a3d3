package org.headroom.scenarios.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.yaml.ScenarioFile;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void everyShippedScenarioIsReadFromTheClassPath() {
        for (String name : Catalogue.names()) {
            assertThat(Catalogue.scenario(name).name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> Catalogue.scenario("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyScenarioFileOfTheFolderIsInTheCatalogue() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(""), "*.yaml")) {
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".yaml", "");
                if (!name.equals("stack.example")) {
                    assertThat(Catalogue.names()).contains(name);
                    assertThat(Catalogue.text(name)).isEqualTo(Files.readString(file));
                }
            }
        }
    }

    /** When this fails after a change of the generator, write the file anew with {@code -Dheadroom.regenerate=true}. */
    @Test
    void inclusionHeavyIsWhatItsGeneratorMakes() throws IOException {
        Path file = Path.of("inclusion-heavy.yaml");
        if (Boolean.getBoolean("headroom.regenerate")) {
            ScenarioFile.write(InclusionHeavy.scenario(), file, InclusionHeavy.HEADER);
        }
        assertThat(Files.readString(file))
                .isEqualTo(ScenarioFile.format(InclusionHeavy.scenario(), InclusionHeavy.HEADER));
    }

    @Test
    void inclusionHeavyHasThePublishedNumbers() {
        Page page = InclusionHeavy.scenario().page("front");
        assertThat(page.requestCount()).isEqualTo(180);
        Map<ResourceKind, Long> kinds =
                page.resources().stream().collect(Collectors.groupingBy(Resource::kind, Collectors.counting()));
        assertThat(kinds)
                .containsEntry(ResourceKind.IMAGE, 45L)
                .containsEntry(ResourceKind.JS, 55L)
                .containsEntry(ResourceKind.CSS, 20L)
                .containsEntry(ResourceKind.FONT, 10L);
        long bytes = page.sizeBytes().orElseThrow()
                + page.resources().stream()
                        .mapToLong(resource -> resource.sizeBytes().orElseThrow())
                        .sum();
        assertThat(bytes).isBetween(2_500_000L, 5_000_000L);
    }

    @Test
    void noResourceIsFoundBeyondTheEndOfItsInitiator() {
        for (Scenario scenario : List.of(InclusionHeavy.scenario(), Catalogue.scenario(Catalogue.WORDPRESS_FRONT))) {
            for (Page page : scenario.pages()) {
                assertThat(page.resources()).allSatisfy(resource -> {
                    if (resource.discovery()
                            instanceof org.headroom.scenarios.model.Discovery.WhileStreaming(long at)) {
                        assertThat(resource.initiator()).isEmpty();
                        assertThat(at).isLessThanOrEqualTo(page.sizeBytes().orElseThrow());
                    }
                });
            }
        }
    }
}
