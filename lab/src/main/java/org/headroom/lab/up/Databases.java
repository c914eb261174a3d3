package org.headroom.lab.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.lab.daemon.Galera;
import org.headroom.lab.daemon.Service;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.site.Trees;

/** The database, or the cluster of them: data, start, passwords. */
final class Databases {
    private static final String DATA = "/var/lib/mysql";

    private final StackPlan plan;
    private final Hosts hosts;
    private final Path prepared;

    Databases(StackPlan plan, Hosts hosts, Path prepared) {
        this.plan = plan;
        this.hosts = hosts;
        this.prepared = prepared;
    }

    /**
     * Starts it. Every node of a cluster gets the same prepared data and is told that it is the same state, so that the
     * joining ones need no copy of the first one's.
     *
     * @param passwords by database user
     */
    void start(Map<String, String> passwords) {
        List<HostPlan> nodes = plan.with(Part.DATABASE);
        String state = UUID.randomUUID().toString();
        Together.each(nodes, node -> layData(hosts.of(node), state));
        HostPlan first = nodes.getFirst();
        Service service = hosts.service(first, Services.MARIADB);
        hosts.bringUp(first, plan.hasGalera() ? service.with("--wsrep-new-cluster") : service);
        passwords.forEach((user, password) -> new Galera(hosts.of(first)).execute(statements(user, password)));
        Together.each(
                nodes.subList(1, nodes.size()),
                node -> hosts.bringUp(node, hosts.service(node, Services.MARIADB)));
    }

    // The prepared database knows passwords that nobody has.
    private static String statements(String user, String password) {
        return user.equals("headroom")
                ? "CREATE USER IF NOT EXISTS 'headroom'@'%%'; ALTER USER 'headroom'@'%%' IDENTIFIED BY '%s';\n"
                        .formatted(password)
                : "ALTER USER '%s'@'localhost' IDENTIFIED BY '%s';\n".formatted(user, password);
    }

    private void layData(LabHost host, String state) throws IOException {
        Path data = host.path(DATA);
        Trees.remove(data);
        Trees.copy(prepared, data);
        if (plan.hasGalera()) {
            Files.writeString(data.resolve("grastate.dat"), """
                    # GALERA saved state
                    version: 2.1
                    uuid:    %s
                    seqno:   0
                    safe_to_bootstrap: 1
                    """.formatted(state));
            host.command("chown", "mysql:mysql", DATA + "/grastate.dat").require("see host " + host.name());
        }
    }
}
