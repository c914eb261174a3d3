package org.headroom.scenarios.stack;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.headroom.scenarios.yaml.Section;
import org.headroom.scenarios.yaml.Value;

/** Reads the thresholds of a stack file: names that are known, numbers in the right unit, in the right order. */
final class ThresholdReader {
    private ThresholdReader() {}

    static Map<ThresholdName, Threshold> read(Section section) {
        Map<ThresholdName, Threshold> thresholds = new EnumMap<>(ThresholdName.class);
        for (ThresholdName name : ThresholdName.values()) {
            section.section(name.label(), found -> threshold(name, found))
                    .ifPresent(threshold -> thresholds.put(name, threshold));
        }
        return thresholds;
    }

    private static Threshold threshold(ThresholdName name, Section section) {
        double warning = bound(name, section, "warning").orElse(name.standard().warning());
        double critical =
                bound(name, section, "critical").orElse(name.standard().critical());
        if (name.lowIsBad() ? warning < critical : warning > critical) {
            section.problem(
                    "critical must not come before warning" + (name.lowIsBad() ? ": low values are the bad ones" : ""));
        }
        return new Threshold(warning, critical);
    }

    private static Optional<Double> bound(ThresholdName name, Section section, String key) {
        Optional<Value> value = section.optional(key);
        return switch (name.unit()) {
            case SECONDS -> value.flatMap(Value::duration).map(time -> time.toNanos() / 1e9);
            case COUNT ->
                value.flatMap(found -> found.integer(0, Long.MAX_VALUE)).map(Long::doubleValue);
            case RATE -> {
                Optional<Double> rate = value.flatMap(Value::number);
                rate.filter(number -> number < 0)
                        .ifPresent(_ -> value.orElseThrow().problem("must not be negative"));
                yield rate;
            }
            case SHARE -> {
                Optional<Double> share = value.flatMap(Value::number);
                share.filter(number -> number < 0 || number > 1)
                        .ifPresent(_ -> value.orElseThrow().problem("must be a share from 0 to 1"));
                yield share;
            }
        };
    }
}
