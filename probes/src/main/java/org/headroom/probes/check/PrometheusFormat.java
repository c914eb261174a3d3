package org.headroom.probes.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.headroom.probes.reading.Reading;

/**
 * Every reading and verdict by the rules of node_exporter's textfile collector: {@code # HELP} and {@code # TYPE} once
 * for each name, base units in the name, no timestamps.
 *
 * <p>Some twenty lines of our own: the exposition library wants a registry of collectors and costs more to start than
 * the check.
 */
public final class PrometheusFormat {
    private static final String LEVEL = "headroom_check_level";
    private static final String TIME = "headroom_check_timestamp_seconds";
    private static final String TOOK = "headroom_check_duration_seconds";

    private PrometheusFormat() {}

    /** The text, ended by a line break. */
    public static String of(CheckResult result) {
        Map<String, List<String>> byName = new TreeMap<>();
        Map<String, String> heads = new TreeMap<>();
        for (Reading one : result.now().readings()) {
            if (Double.isFinite(one.value())) {
                String name = name(one);
                heads.putIfAbsent(
                        name,
                        head(
                                name,
                                one.name().replace('_', ' ') + " of " + one.probe(),
                                name.endsWith("_total") ? "counter" : "gauge"));
                String line = name + "{host=\"" + escaped(one.host()) + "\"} " + one.value();
                List<String> lines = byName.computeIfAbsent(name, _ -> new ArrayList<>());
                // A series may be there once only, or the collector drops the whole file.
                lines.removeIf(other -> other.startsWith(line.substring(0, line.lastIndexOf('}') + 1)));
                lines.add(line);
            }
        }
        heads.put(LEVEL, head(LEVEL, "0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN", "gauge"));
        List<String> levels = byName.computeIfAbsent(LEVEL, _ -> new ArrayList<>());
        for (Judged one : result.judged()) {
            levels.add(LEVEL + "{probe=\"" + escaped(one.verdict().probe()) + "\",host=\""
                    + escaped(one.verdict().host()) + "\",check=\""
                    + escaped(one.verdict().check()) + "\"} "
                    + (one.quiet().isPresent() ? 0 : one.level().exitCode()));
        }
        heads.put(TIME, head(TIME, "When the check ran.", "gauge"));
        byName.put(TIME, List.of(TIME + " " + result.time().toEpochMilli() / 1e3));
        heads.put(TOOK, head(TOOK, "How long it took.", "gauge"));
        byName.put(TOOK, List.of(TOOK + " " + result.took().toMillis() / 1e3));
        StringBuilder text = new StringBuilder();
        byName.forEach((name, lines) -> {
            text.append(heads.get(name));
            lines.forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }

    private static String head(String name, String help, String type) {
        return "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
    }

    private static String name(Reading one) {
        String base = ("headroom_" + one.probe() + "_" + one.name())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]+", "_");
        String unit = switch (one.unit()) {
            case "seconds" -> "_seconds";
            case "bytes" -> "_bytes";
            case "ratio" -> "_ratio";
            default -> "";
        };
        boolean total = base.endsWith("_total");
        String stem = total ? base.substring(0, base.length() - "_total".length()) : base;
        return (stem.endsWith(unit) ? stem : stem + unit) + (total ? "_total" : "");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
