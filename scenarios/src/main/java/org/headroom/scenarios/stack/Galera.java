package org.headroom.scenarios.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The database cluster.
 *
 * @param nodes every node
 * @param user who may read the status
 * @param passwordFile holds that user's password, on the machine that runs Headroom
 * @param expectedSize nodes that should be there
 * @param canary {@code schema.table} that may be written to, to time replication
 */
public record Galera(
        List<Node> nodes,
        String user,
        Optional<Path> passwordFile,
        int expectedSize,
        Tls tls,
        Optional<String> canary) {
    public Galera {
        nodes = List.copyOf(nodes);
    }

    /**
     * One node.
     *
     * @param name unique within the cluster
     * @param address name or address to connect to
     */
    public record Node(String name, String address, int port) {}

    /** How connections to the nodes are protected. */
    public enum Tls {
        /** Encrypted, certificate and name verified. */
        VERIFY("verify"),
        /** Encrypted, whoever answers. */
        REQUIRE("require"),
        /** Encrypted if the node can. */
        PREFER("prefer"),
        /** Not encrypted. */
        NONE("none");

        private final String label;

        Tls(String label) {
            this.label = label;
        }

        /** As stack files write it. */
        public String label() {
            return label;
        }
    }
}
