package org.headroom.tuner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.headroom.tuner.model.Origins;
import org.headroom.tuner.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanWriterTest {
    @TempDir
    private Path dir;

    private final Plan plan =
            PlanFiles.addTo(Origins.planned(Origins.wordPress(400)), new HostTree("8.2", "10.0.0.11:80", Map.of()));

    @Test
    void writesTheFilesAndThePlan() throws IOException {
        List<Path> written = PlanWriter.write(plan, dir);
        assertThat(written).hasSize(6).last().isEqualTo(dir.resolve("tuning.json"));
        assertThat(dir.resolve("etc/apache2/mods-available/mpm_event.conf"))
                .hasContent(plan.files().getFirst().content());
        assertThat(Files.getPosixFilePermissions(written.getFirst()))
                .hasToString("[OWNER_READ, OWNER_WRITE, GROUP_READ, OTHERS_READ]");
    }

    @Test
    void aFileWithAPasswordIsForItsOwnerOnlyAndSoIsThePlan() throws IOException {
        Plan.PlannedFile pool = new Plan.PlannedFile("etc/pool.conf", "[www]\nenv[DB_PASSWORD] = hunter2\n");
        Plan secret = new Plan(1, "o", List.of(), List.of(), plan.memory(), List.of(), List.of(pool));
        for (Path file : PlanWriter.write(secret, dir)) {
            assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
        }
        assertThat(pool.shown()).isEqualTo("[www]\nenv[DB_PASSWORD] = ***\n");
    }

    @Test
    void thePlanReadsBack() throws IOException {
        PlanWriter.write(plan, dir);
        assertThat(PlanJson.read(dir.resolve("tuning.json"))).isEqualTo(plan);
        assertThat(Files.readString(dir.resolve("tuning.json"))).startsWith("{\n  \"schema\" : 1,\n  \"origin\"");
    }

    @Test
    void writesOverAnEarlierPlanAndLeavesNothingElse() throws IOException {
        PlanWriter.write(plan, dir);
        List<Path> written = PlanWriter.write(plan, dir);
        try (Stream<Path> files = Files.walk(dir).filter(Files::isRegularFile)) {
            assertThat(files).containsExactlyInAnyOrderElementsOf(written);
        }
    }

    @Test
    void aPathOutOfTheTreeIsRefused() {
        for (String path : List.of("../evil", "/etc/passwd", "etc/../../evil")) {
            Plan evil = new Plan(
                    1, "o", List.of(), List.of(), plan.memory(), List.of(), List.of(new Plan.PlannedFile(path, "x")));
            assertThatThrownBy(() -> PlanWriter.write(evil, dir)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsNoPlanIsAnErrorWithTheFile() throws IOException {
        Path file = Files.writeString(dir.resolve("tuning.json"), "{\"schema\":");
        assertThatThrownBy(() -> PlanJson.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tuning.json");
    }
}
