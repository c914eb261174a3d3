package org.headroom.tuner.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.headroom.tuner.plan.Plan;
import org.junit.jupiter.api.Test;

class PlanDiffTest {
    @Test
    void showsWhatChangesInTheMannerOfADiff() {
        Plan plan = new Plan(
                1,
                "origin1",
                List.of(),
                List.of(
                        setting("apache", "MaxRequestWorkers", "150", "100"),
                        setting("apache", "ThreadLimit", "64", "64"),
                        setting("php-fpm", "[www] pm", "", "static")),
                new Plan.MemoryTable(List.of(), 0, 0),
                List.of(),
                List.of());
        assertThat(PlanDiff.of(plan)).isEqualTo("""
                --- origin1 now
                +++ origin1 tuned
                @@ apache @@
                -MaxRequestWorkers 150
                +MaxRequestWorkers 100
                 ThreadLimit 64
                @@ php-fpm @@
                +[www] pm static
                """);
    }

    private static Plan.Setting setting(String daemon, String name, String before, String value) {
        return new Plan.Setting(daemon, name, before, value, "formula", "reason");
    }
}
