package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.ThresholdName;

/** What Apache and FPM take together, of what the stack file leaves them. */
final class BudgetRule implements HealthRule {
    private static final String CHECK = "memory-budget";

    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Origin origin : health.stack().origins()) {
            if (origin.memory().budgetBytes().isEmpty()) {
                continue;
            }
            long budget = origin.memory().budgetBytes().getAsLong();
            long left = budget - origin.memory().reservedBytes().orElse(0);
            String name = health.stack()
                    .machine(origin.address())
                    .map(machine -> machine.name())
                    .orElse(origin.name());
            Host host = new Host(health, name);
            if (host.here() && left > 0) {
                judge(host, (double) left, verdicts);
            }
        }
        return verdicts;
    }

    private static void judge(Host host, double left, List<Verdict> verdicts) {
        OptionalDouble apache = memory(host.on("/apache"));
        OptionalDouble fpm = memory(host.on("/fpm"));
        if (apache.isEmpty() && fpm.isEmpty()) {
            return;
        }
        double used = apache.orElse(0) + fpm.orElse(0);
        boolean shared = List.of("/apache", "/fpm").stream()
                .map(host::on)
                .anyMatch(group -> group.number("memory_pss").isEmpty()
                        && group.number("memory_rss").isPresent());
        Level level = host.health().level(ThresholdName.MEMORY_BUDGET, used / left);
        String message = "Apache %s and FPM %s take %s of the %s that the stack file leaves them"
                .formatted(
                        Host.size(apache.orElse(0)),
                        Host.size(fpm.orElse(0)),
                        Host.percent(used / left),
                        Host.size(left));
        if (shared && level != Level.OK) {
            // Resident memory counts what processes share once for each of them: it proves too little, never too much.
            level = Level.UNKNOWN;
        }
        String counted = shared ? ", at most: shared memory is counted for each process, as PSS may not be read" : "";
        verdicts.add(host.verdict(
                        CHECK,
                        level,
                        message + counted,
                        shared
                                ? "let the helper run as root (ssh.sudo) to measure it"
                                : "lower pm.max_children or MaxRequestWorkers (headroom tune computes them), or raise the budget")
                .with(Perf.of(
                        "memory_budget_" + host.label(),
                        used / left,
                        "",
                        host.health().stack().threshold(ThresholdName.MEMORY_BUDGET))));
    }

    private static OptionalDouble memory(Host group) {
        OptionalDouble pss = group.number("memory_pss");
        return pss.isPresent() ? pss : group.number("memory_rss");
    }
}
