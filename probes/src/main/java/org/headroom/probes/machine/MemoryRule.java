package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.ThresholdName;

/** Memory that is in use and cannot be given back, of the machine's and of the tightest cgroup's limit. */
final class MemoryRule implements HealthRule {
    private static final String CHECK = "memory";
    private static final String ADVICE =
            "see who takes it (ps axo rss,args --sort=-rss); headroom tune fits Apache and FPM to the memory";

    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Host host : Host.looked(health)) {
            whole(host).ifPresent(verdicts::add);
            for (String group : List.of("/apache", "/fpm")) {
                limit(host.on(group)).ifPresent(verdicts::add);
            }
        }
        return verdicts;
    }

    private static Optional<Verdict> whole(Host host) {
        OptionalDouble total = host.number("memory_total");
        OptionalDouble available = host.number("memory_available");
        if (total.isEmpty() || available.isEmpty() || total.getAsDouble() <= 0) {
            return limit(host);
        }
        double share = 1 - available.getAsDouble() / total.getAsDouble();
        Verdict machine = verdict(
                host,
                share,
                "%s of %s in use, %s available"
                        .formatted(
                                Host.percent(share),
                                Host.size(total.getAsDouble()),
                                Host.size(available.getAsDouble())));
        Optional<Verdict> limit = limit(host);
        return limit.isPresent() && limit.get().level().compareTo(machine.level()) >= 0 ? limit : Optional.of(machine);
    }

    private static Optional<Verdict> limit(Host host) {
        OptionalDouble most = host.number("memory_limit");
        OptionalDouble used = host.number("memory_limit_used");
        if (most.isEmpty() || used.isEmpty() || most.getAsDouble() <= 0) {
            return Optional.empty();
        }
        double share = used.getAsDouble() / most.getAsDouble();
        return Optional.of(verdict(
                host,
                share,
                "%s of the limit of %s in use (cgroup %s, page cache not counted)"
                        .formatted(
                                Host.percent(share),
                                Host.size(most.getAsDouble()),
                                host.fact("limit_of").orElse("?"))));
    }

    private static Verdict verdict(Host host, double share, String message) {
        Level level = host.health().level(ThresholdName.MEMORY_USED, share);
        return host.verdict(CHECK, level, message, ADVICE)
                .with(Perf.of(
                        "memory_used_" + host.label(),
                        share,
                        "",
                        host.health().stack().threshold(ThresholdName.MEMORY_USED)));
    }
}
