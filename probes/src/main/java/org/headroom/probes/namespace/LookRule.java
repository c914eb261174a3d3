package org.headroom.probes.namespace;

import java.util.List;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;

/** Whether hosts could be looked at. Where the host tier asks as well, it is the one to say so. */
final class LookRule implements HealthRule {
    private static final String HOST_TIER = "host";

    @Override
    public List<Verdict> judge(Health health) {
        return health.now().hosts(NamespaceProbe.NAME).stream()
                .filter(host -> !host.equals(DnsProbe.HOST))
                .map(host -> health.now()
                        .failure(NamespaceProbe.NAME, host)
                        .map(failure -> health.now().hosts(HOST_TIER).contains(host)
                                ? Verdict.ok(NamespaceProbe.NAME, host, "look", "not looked at: see the host itself")
                                : Verdict.of(
                                        NamespaceProbe.NAME,
                                        host,
                                        "look",
                                        Level.UNKNOWN,
                                        host + ": " + failure.problem(),
                                        failure.advice()))
                        .orElseGet(() -> Verdict.ok(NamespaceProbe.NAME, host, "look", "looked at")))
                .toList();
    }
}
