package org.headroom.probes.check;

import java.util.ArrayList;
import java.util.List;
import org.headroom.probes.health.Perf;

/**
 * Output by the monitoring plugins' guidelines: one line with the worst and the first numbers, then details, then the
 * other numbers. Nagios keeps 8 KiB of it all, so what alarms comes first everywhere.
 */
public final class NagiosFormat {
    /** Numbers on the first line are kept short: some tools read nothing else, and cut it. */
    private static final int FIRST_LINE_NUMBERS = 1000;

    private NagiosFormat() {}

    /** The whole output, ended by a line break. */
    public static String of(CheckResult result) {
        List<String> lines = new ArrayList<>();
        for (Judged one : result.alarms()) {
            lines.add("[" + one.level() + "] " + Words.whole(one, result.time()));
        }
        result.notes().forEach(note -> lines.add("Note: " + Words.plain(note)));
        List<String> numbers = numbers(result);
        StringBuilder first = new StringBuilder();
        int taken = 0;
        while (taken < numbers.size() && first.length() + numbers.get(taken).length() < FIRST_LINE_NUMBERS) {
            first.append(first.isEmpty() ? "" : " ").append(numbers.get(taken++));
        }
        StringBuilder text = new StringBuilder(Words.summary(result));
        if (!first.isEmpty()) {
            text.append(" | ").append(first);
        }
        text.append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
        List<String> rest = numbers.subList(taken, numbers.size());
        if (!rest.isEmpty()) {
            if (lines.isEmpty()) {
                text.append("All is well.\n");
            }
            text.setLength(text.length() - 1);
            text.append(" | ").append(String.join("\n", rest)).append('\n');
        }
        return text.toString();
    }

    /** Of what alarms first. */
    private static List<String> numbers(CheckResult result) {
        List<String> numbers = new ArrayList<>();
        List<Judged> all = new ArrayList<>(result.alarms());
        result.judged().stream().filter(one -> !one.alarms()).forEach(all::add);
        for (Judged one : all) {
            one.verdict().perf().stream()
                    .filter(perf -> Double.isFinite(perf.value()))
                    .map(Perf::text)
                    .filter(text -> !numbers.contains(text))
                    .forEach(numbers::add);
        }
        return numbers;
    }
}
