package org.headroom.probes.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.hosts.HelperProgram;
import org.headroom.probes.reading.ProbeFailure;

/**
 * Whether a host is there. One that does not answer at all is an outage, whatever ran on it; one that refuses SSH is
 * unknown from within, and what it serves is judged by others.
 */
final class ReachableRule implements HealthRule {
    private static final String CHECK = "reachable";

    @Override
    public List<Verdict> judge(Health health) {
        List<Host> hosts = Host.all(health);
        // With every other host away, look nearer.
        boolean alone = hosts.size() > 2 && hosts.stream().filter(Host::away).count() >= hosts.size() - 1;
        List<Verdict> verdicts = new ArrayList<>();
        for (Host host : hosts) {
            Optional<ProbeFailure> failure = health.now().failure(HostProbe.NAME, host.name());
            if (host.away()) {
                String problem = host.fact(HostProbe.PROBLEM).orElse("does not answer");
                String advice = host.fact(HostProbe.ADVICE).orElse("see whether the host and its line are up");
                verdicts.add(host.verdict(
                        CHECK,
                        Level.CRITICAL,
                        problem,
                        alone
                                ? "no other host answers here: see this machine's own line first; then " + advice
                                : advice));
            } else if (failure.isPresent()) {
                verdicts.add(host.verdict(
                        CHECK,
                        Level.UNKNOWN,
                        "cannot be looked at: " + failure.get().problem(),
                        failure.get().advice()));
            } else {
                verdicts.add(host.ok(CHECK, "can be looked at" + older(host)));
            }
        }
        return verdicts;
    }

    private static String older(Host host) {
        return host.fact("helper_version")
                        .filter(version -> !version.equals(HelperProgram.version()))
                        .isPresent()
                ? "; the helper installed there is not this Headroom's: headroom check --print-helper prints it"
                : "";
    }
}
