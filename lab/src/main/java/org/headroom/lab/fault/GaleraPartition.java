package org.headroom.lab.fault;

import java.util.List;
import java.util.stream.Collectors;
import org.headroom.lab.host.LabHost;

/**
 * Cuts what database nodes say to each other, and nothing else, by packet filter rules on one host: group communication
 * (4567), incremental and whole state transfer (4568, 4444). The rules themselves tell that it is there.
 */
final class GaleraPartition {
    private static final String TABLE = "inet headroom_galera";
    private static final String PORTS = "{ 4444, 4567, 4568 }";

    private final LabHost host;

    GaleraPartition(LabHost host) {
        this.host = host;
    }

    void cut(List<LabHost> others) {
        String addresses = others.stream().map(LabHost::address).collect(Collectors.joining(", ", "{ ", " }"));
        String rules = """
                table %1$s {
                    chain in {
                        type filter hook input priority 0;
                        ip saddr %2$s tcp dport %3$s drop
                        ip saddr %2$s tcp sport %3$s drop
                    }
                    chain out {
                        type filter hook output priority 0;
                        ip daddr %2$s tcp dport %3$s drop
                        ip daddr %2$s tcp sport %3$s drop
                    }
                }
                """.formatted(TABLE, addresses, PORTS);
        host.command("nft", "-f", "-").withInput(rules).require("does this machine's kernel have nf_tables?");
    }

    boolean exists() {
        return host.shell("nft list table " + TABLE).run().good();
    }

    /** Harmless when there is none. */
    void heal() {
        host.shell("! nft list table " + TABLE + " >/dev/null 2>&1 || nft delete table " + TABLE)
                .require("nft list ruleset on " + host.name());
    }
}
