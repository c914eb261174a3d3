package org.headroom.lab.up;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
     * Starts it. Every node of a cluster gets the same prepared data; the joining ones take over the first one's state,
     * and since that is nearly the same, rsync has little to carry.
     *
     * @param passwords by database user
     */
    void start(Map<String, String> passwords) {
        List<HostPlan> nodes = plan.with(Part.DATABASE);
        Together.each(nodes, node -> layData(hosts.of(node)));
        HostPlan first = nodes.getFirst();
        Service service = hosts.service(first, Services.MARIADB);
        hosts.bringUp(first, plan.hasGalera() ? service.with("--wsrep-new-cluster") : service);
        passwords.forEach((user, password) -> new Galera(hosts.of(first)).execute(statements(user, password)));
        Together.each(
                nodes.subList(1, nodes.size()), node -> hosts.bringUp(node, hosts.service(node, Services.MARIADB)));
    }

    // The prepared database knows passwords that nobody has.
    private static String statements(String user, String password) {
        return user.equals("headroom")
                ? "CREATE USER IF NOT EXISTS 'headroom'@'%%'; ALTER USER 'headroom'@'%%' IDENTIFIED BY '%s';\n"
                        .formatted(password)
                : "ALTER USER '%s'@'localhost' IDENTIFIED BY '%s';\n".formatted(user, password);
    }

    private void layData(LabHost host) {
        Path data = host.path(DATA);
        Trees.remove(data);
        Trees.copy(prepared, data);
    }
}
