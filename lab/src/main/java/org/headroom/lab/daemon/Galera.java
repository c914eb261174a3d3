package org.headroom.lab.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.process.Command;

/** A node of the database cluster, asked on its own socket as root. */
public final class Galera {
    private static final String PATIENCE_SECONDS = "5";

    private final LabHost host;

    public Galera(LabHost host) {
        this.host = host;
    }

    /** Runs statements as root. They go to standard input, so passwords in them are seen by nobody. */
    public String execute(String statements) {
        return ask(statements).require("see /var/log/mariadb.log on " + host.name());
    }

    private Command ask(String statements) {
        return host.command("mariadb", "--no-defaults", "--batch", "--skip-column-names")
                .withInput(statements);
    }

    /** What it answers, good or bad, within seconds: a frozen node accepts a connection and then says nothing. */
    public Command.Result query(String statements) {
        return host.command("timeout", PATIENCE_SECONDS, "mariadb", "--no-defaults", "--batch", "--skip-column-names")
                .withInput(statements)
                .run();
    }

    /** {@code wsrep_*} by name; empty when the node does not answer. */
    public Map<String, String> status() {
        Map<String, String> status = new HashMap<>();
        Command.Result result = query("SHOW GLOBAL STATUS LIKE 'wsrep_%';\n");
        if (result.good()) {
            result.output().lines().map(line -> line.split("\t", 2)).forEach(parts -> {
                if (parts.length > 1) {
                    status.put(parts[0], parts[1]);
                }
            });
        }
        return Map.copyOf(status);
    }

    /** Empty when it is in the primary component and synced. */
    public Optional<String> lacking() {
        Map<String, String> status = status();
        String component = status.getOrDefault("wsrep_cluster_status", "no answer");
        String state = status.getOrDefault("wsrep_local_state_comment", "no answer");
        return component.equals("Primary") && state.equals("Synced") && "ON".equals(status.get("wsrep_ready"))
                ? Optional.empty()
                : Optional.of("Galera: " + component + ", " + state);
    }
}
