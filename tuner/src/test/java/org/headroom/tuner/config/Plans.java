package org.headroom.tuner.config;

import java.util.ArrayList;
import java.util.List;
import org.headroom.tuner.plan.Plan;

/** Plans for tests. */
public final class Plans {
    private Plans() {}

    /** Settings as {@code daemon|name|value}. */
    public static Plan of(String... settings) {
        List<Plan.Setting> all = new ArrayList<>();
        for (String setting : settings) {
            String[] parts = setting.split("\\|", -1);
            all.add(new Plan.Setting(parts[0], parts[1], "", parts[2], "a formula × 2", "a reason for it"));
        }
        return new Plan(1, "origin1", List.of(), all, new Plan.MemoryTable(List.of(), 0, 0), List.of(), List.of());
    }
}
