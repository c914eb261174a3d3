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
 */
public record Galera(List<Node> nodes, String user, Optional<Path> passwordFile, int expectedSize) {
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
}
