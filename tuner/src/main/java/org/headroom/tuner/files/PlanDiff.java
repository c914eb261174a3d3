package org.headroom.tuner.files;

import org.headroom.tuner.config.text.SameValue;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Plan.Setting;

/** What a plan changes, in the manner of a unified diff: one hunk a daemon, one line a setting. */
public final class PlanDiff {
    private PlanDiff() {}

    /** A setting whose value now is not known shows as added. */
    public static String of(Plan plan) {
        StringBuilder diff = new StringBuilder("--- " + plan.origin() + " now\n+++ " + plan.origin() + " tuned\n");
        String daemon = "";
        for (Setting setting : plan.settings()) {
            if (!setting.daemon().equals(daemon)) {
                daemon = setting.daemon();
                diff.append("@@ ").append(daemon).append(" @@\n");
            }
            append(diff, setting);
        }
        return diff.toString();
    }

    private static void append(StringBuilder diff, Setting setting) {
        if (SameValue.of(setting.before(), setting.value())) {
            line(diff, ' ', setting.name(), setting.before());
            return;
        }
        if (!setting.before().isEmpty()) {
            line(diff, '-', setting.name(), setting.before());
        }
        line(diff, '+', setting.name(), setting.value());
    }

    private static void line(StringBuilder diff, char sign, String name, String value) {
        diff.append(sign).append(name).append(' ').append(value).append('\n');
    }
}
