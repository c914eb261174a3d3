package org.headroom.probes.galera;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.headroom.probes.galera.Trouble.Kind;
import org.headroom.scenarios.stack.Galera;

/**
 * The canary over Connector/J. It writes one row under a name of its own and removes it, and what a check that was killed
 * left behind an hour ago or more. It needs SELECT, INSERT and DELETE on that one table, and makes none.
 */
final class JdbcCanary implements Canary {
    private static final long POLL_NANOS = 1_000_000;
    private static final int NO_DATABASE = 1049;
    private static final int NO_TABLE = 1146;
    private static final int NO_COLUMN = 1054;
    private static final int NO_GRANT = 1142;
    private static final int NO_GRANT_ON_DATABASE = 1044;
    private static final int NOT_READY = 1047;

    private final List<Galera.Node> nodes;
    private final NodeConnector connector;
    private final String name;
    private final String table;

    /** @param name {@code schema.table} */
    JdbcCanary(List<Galera.Node> nodes, NodeConnector connector, String name) {
        this.nodes = List.copyOf(nodes);
        this.connector = connector;
        this.name = name;
        this.table = "`" + name.replace("`", "``").replaceFirst("\\.", "`.`") + "`";
    }

    @Override
    public Flight fly(Duration patience) throws TroubleException {
        Map<String, Connection> open = open(patience);
        try {
            return fly(open, patience);
        } finally {
            open.values().forEach(JdbcNode::end);
        }
    }

    /** To all nodes at the same time; one that cannot be reached is said by its own probe, and left out here. */
    private Map<String, Connection> open(Duration patience) throws TroubleException {
        Map<String, Connection> open = new LinkedHashMap<>();
        TroubleException last = new TroubleException(new Trouble(Kind.ODD, "no node can be reached"));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Connection>> opening = new LinkedHashMap<>();
            nodes.forEach(node -> opening.put(node.name(), executor.submit(() -> connector.open(node, patience))));
            for (Map.Entry<String, Future<Connection>> one : opening.entrySet()) {
                try {
                    open.put(one.getKey(), one.getValue().get());
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof TroubleException trouble) {
                        last = trouble;
                    }
                } catch (InterruptedException _) {
                    executor.shutdownNow();
                    Thread.currentThread().interrupt();
                }
            }
        }
        if (open.isEmpty()) {
            throw last;
        }
        return open;
    }

    private Flight fly(Map<String, Connection> open, Duration patience) throws TroubleException {
        String id = UUID.randomUUID().toString();
        TroubleException last = new TroubleException(new Trouble(Kind.ODD, "no node takes writes"));
        for (Map.Entry<String, Connection> writer : open.entrySet()) {
            long began = System.nanoTime();
            try {
                write(writer.getValue(), id);
            } catch (SQLException e) {
                last = trouble(e, writer.getKey());
                if (e.getErrorCode() == NOT_READY) {
                    continue;
                }
                throw last;
            }
            try {
                Map<String, Connection> readers = new LinkedHashMap<>(open);
                readers.remove(writer.getKey());
                return watch(writer.getKey(), readers, id, began, patience);
            } finally {
                remove(writer.getValue(), id);
            }
        }
        throw last;
    }

    private void write(Connection connection, String id) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " (id, written) VALUES (?, UNIX_TIMESTAMP())")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }

    private void remove(Connection connection, String id) {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE id = ? OR written < UNIX_TIMESTAMP() - 3600")) {
            delete.setString(1, id);
            delete.executeUpdate();
        } catch (SQLException _) {
            // The next one takes it away.
        }
    }

    private Flight watch(String writer, Map<String, Connection> readers, String id, long began, Duration patience) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, Connection> waiting = new LinkedHashMap<>(readers);
        long end = began + patience.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            waiting.entrySet().removeIf(one -> {
                try {
                    if (!sees(one.getValue(), id)) {
                        return false;
                    }
                    seconds.put(one.getKey(), (System.nanoTime() - began) / 1e9);
                } catch (SQLException _) {
                    // It left the cluster, or hangs: its own probe says so.
                }
                return true;
            });
            LockSupport.parkNanos(waiting.isEmpty() ? 1 : POLL_NANOS);
        }
        return new Flight(writer, seconds, List.copyOf(waiting.keySet()), (System.nanoTime() - began) / 1e9);
    }

    private boolean sees(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM " + table + " WHERE id = ?")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private TroubleException trouble(SQLException e, String node) {
        String make = "CREATE TABLE " + name + " (id CHAR(36) PRIMARY KEY, written BIGINT NOT NULL) ENGINE=InnoDB";
        String detail = switch (e.getErrorCode()) {
            case NO_DATABASE, NO_TABLE, NO_COLUMN ->
                "table %s does not exist as it should; Headroom makes none: %s".formatted(name, make);
            // The server does not tell strangers what exists.
            case NO_GRANT, NO_GRANT_ON_DATABASE ->
                "galera.user may not write to %s, or it does not exist: GRANT SELECT, INSERT, DELETE ON %s TO that"
                                .formatted(name, name)
                        + " user, after " + make;
            default -> TroubleException.of(e, node).trouble().detail();
        };
        return new TroubleException(new Trouble(Kind.ODD, detail));
    }
}
