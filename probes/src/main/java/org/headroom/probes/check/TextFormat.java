package org.headroom.probes.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.headroom.probes.health.Level;

/** Output for people: what alarms, with what to do, then everything by tier and host. */
public final class TextFormat {
    private TextFormat() {}

    /** The whole, ended by a line break. */
    public static String of(CheckResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(Words.summary(result));
        if (!result.alarms().isEmpty()) {
            lines.add("");
            result.alarms().forEach(one -> lines.addAll(alarm(one, result)));
        }
        lines.add("");
        Set<String> probes = new LinkedHashSet<>();
        result.judged().forEach(one -> probes.add(one.verdict().probe()));
        for (String probe : probes) {
            result.judged().stream()
                    .filter(one -> one.verdict().probe().equals(probe))
                    .forEach(one -> lines.add(line(one)));
        }
        lines.add("");
        result.notes().forEach(note -> lines.add("Note: " + Words.plain(note)));
        lines.add(String.format(
                Locale.ROOT,
                "%d checks, %d alarms, %.2f s",
                result.judged().size(),
                result.alarms().size(),
                result.took().toMillis() / 1e3));
        return String.join("\n", lines) + "\n";
    }

    /** What is worst, in one line. */
    public static String summary(CheckResult result) {
        return Words.summary(result);
    }

    /** Only what people have not been told yet; empty when there is nothing. */
    public static String changes(CheckResult result) {
        List<Judged> changes = result.changes();
        if (changes.isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        lines.add(Words.summary(result));
        for (Judged one : changes) {
            lines.add("");
            if (one.level() == Level.OK) {
                lines.add("OK again (was " + one.told() + "): " + Words.of(one));
            } else {
                lines.add(one.level() + (one.told() == Level.OK ? "" : " (was " + one.told() + ")") + ": "
                        + Words.whole(one, result.time()));
            }
        }
        result.notes().forEach(note -> lines.add("Note: " + Words.plain(note)));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> alarm(Judged one, CheckResult result) {
        List<String> lines = new ArrayList<>();
        String indent = one.because().isPresent() ? "    " : "";
        lines.add(indent + one.level() + "  " + Words.of(one)
                + (one.since().isBefore(result.time())
                        ? " (for " + Words.span(java.time.Duration.between(one.since(), result.time())) + ")"
                        : ""));
        if (!one.verdict().advice().isEmpty()) {
            lines.add(indent + "    to do: " + Words.plain(one.verdict().advice()));
        }
        one.because().ifPresent(cause -> lines.add(indent + "    follows from: " + cause));
        return lines;
    }

    private static String line(Judged one) {
        String quiet = one.quiet().map(why -> " (quiet: " + why + ")").orElse("");
        return String.format(
                        Locale.ROOT,
                        "%-8s  %-9s  %-22s  %-18s  %s",
                        one.verdict().level(),
                        one.verdict().probe(),
                        one.verdict().host(),
                        one.verdict().check(),
                        Words.plain(one.verdict().message()) + quiet)
                .stripTrailing();
    }
}
