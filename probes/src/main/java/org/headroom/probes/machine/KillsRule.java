package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;

/**
 * Processes that the kernel killed for memory in the last hour, or since the check before the last one. Each was somebody's
 * request, or the database.
 */
final class KillsRule implements HealthRule {
    private static final String COUNTER = "oom_kills_total";

    @Override
    public List<Verdict> judge(Health health) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Host host : Host.looked(health)) {
            if (host.number(COUNTER).isEmpty()) {
                continue;
            }
            OptionalDouble grown = health.lately(HostProbe.NAME, host.name(), COUNTER);
            Perf perf =
                    Perf.of("oom_kills_" + host.label(), host.number(COUNTER).getAsDouble(), "c");
            if (grown.orElse(0) > 0) {
                long kills = Math.round(grown.getAsDouble());
                verdicts.add(host.verdict(
                                "oom-kills",
                                Level.CRITICAL,
                                "the kernel killed " + kills + (kills == 1 ? " process" : " processes")
                                        + " for memory lately",
                                "journalctl -k -g 'Killed process' names them; give them less to do (headroom tune) or more"
                                        + " memory")
                        .with(perf));
            } else {
                verdicts.add(host.ok("oom-kills", "nothing was killed for memory lately")
                        .with(perf));
            }
        }
        return verdicts;
    }
}
