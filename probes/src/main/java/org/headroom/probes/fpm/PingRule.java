package org.headroom.probes.fpm;

import java.util.List;
import java.util.Optional;
import org.headroom.probes.fpm.FpmView.PoolView;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;

/**
 * Whether a request gets through the web server to a pool's children, where a ping-url is set: the status page may come
 * by another way. With every child busy a ping waits, and that the pool's own verdict says.
 */
final class PingRule implements HealthRule {
    private static final String CHECK = "ping";

    @Override
    public List<Verdict> judge(Health health) {
        return FpmView.all(health).stream()
                .flatMap(view -> view.pools().stream())
                .filter(pool -> pool.extra(PoolPageProbe.PING, "came").isPresent())
                .map(PingRule::judge)
                .toList();
    }

    private static Verdict judge(PoolView pool) {
        if (pool.extra(PoolPageProbe.PING, "came").orElse(0) > 0) {
            return Verdict.ok("fpm", pool.host(), CHECK, "a child answered the ping");
        }
        Optional<String> elsewhere = pool.excuse();
        if (elsewhere.isPresent()) {
            return Verdict.ok("fpm", pool.host(), CHECK, "not judged: " + elsewhere.get());
        }
        boolean strange = pool.extraFact(PoolPageProbe.PING, "cause").equals(Optional.of("OTHER"));
        return Verdict.of(
                        "fpm",
                        pool.host(),
                        CHECK,
                        strange ? Level.UNKNOWN : Level.CRITICAL,
                        "pool " + pool.host() + " has free children, but a ping does not get through to them: "
                                + pool.extraFact(PoolPageProbe.PING, "problem").orElse("no answer"),
                        "see the web server's error log: the address in its SetHandler or fastcgi_pass, and who may open the"
                                + " pool's socket (listen.owner, listen.mode, listen.allowed_clients)")
                .asMomentary();
    }
}
