package org.headroom.probes.galera;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.headroom.scenarios.stack.Galera;
import org.jspecify.annotations.Nullable;

/**
 * A node's status over Connector/J: everything in one round trip.
 *
 * <p>With SHOW, which a node answers also when it is not Primary, and anybody who may log in.
 */
final class JdbcNode implements StatusSource {
    // Filtered by name before the values are worked out, so that little of it costs the server anything.
    private static final String QUERY = "SHOW GLOBAL STATUS WHERE Variable_name LIKE 'wsrep\\_%' OR Variable_name IN"
            + " ('Uptime','Threads_connected','Threads_running','Max_used_connections',"
            + "'Connection_errors_max_connections','Aborted_connects','Aborted_clients');"
            + "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('max_connections','version','wsrep_on','wsrep_node_name',"
            + "'wsrep_cluster_name','wsrep_desync','wsrep_sst_method','wsrep_reject_queries',"
            + "'wsrep_provider_pc_bootstrap')";

    private final Galera.Node node;
    private final NodeConnector connector;
    private final boolean keeps;
    private @Nullable Connection kept;

    /**
     * Nothing is opened yet.
     *
     * @param keeps whether one connection is used for all time: saves a login a second; otherwise each read opens and
     *     properly ends its own, since the server counts and logs those that just end
     */
    JdbcNode(Galera.Node node, NodeConnector connector, boolean keeps) {
        this.node = node;
        this.connector = connector;
        this.keeps = keeps;
    }

    @Override
    public synchronized Map<String, String> read(Duration patience) throws TroubleException {
        Connection before = kept;
        if (before != null) {
            try {
                return ask(before);
            } catch (SQLException _) {
                // The node was restarted, perhaps, or somebody killed the connection: a new one will tell.
                close();
            }
        }
        Connection connection = connector.open(node, patience);
        try {
            Map<String, String> status = ask(connection);
            if (keeps) {
                kept = connection;
            } else {
                end(connection);
            }
            return status;
        } catch (SQLException e) {
            end(connection);
            throw TroubleException.of(e, node.address() + ":" + node.port());
        }
    }

    private static Map<String, String> ask(Connection connection) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            boolean more = statement.execute(QUERY);
            while (more) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        String name = rows.getString(1);
                        String value = rows.getString(2);
                        values.put(name.toLowerCase(Locale.ROOT), value == null ? "" : value);
                    }
                }
                more = statement.getMoreResults();
            }
        }
        return values;
    }

    @Override
    public synchronized void close() {
        Connection connection = kept;
        kept = null;
        if (connection != null) {
            end(connection);
        }
    }

    static void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // It ends one way or the other.
        }
    }
}
