package org.headroom.scenarios.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The file cluster: the names of its nodes, and its volumes. */
public record Gluster(List<String> nodes, List<Volume> volumes) {
    public Gluster {
        nodes = List.copyOf(nodes);
        volumes = List.copyOf(volumes);
    }

    /**
     * One volume.
     *
     * @param mount where hosts mount it
     * @param bricks how many should be online
     * @param writeTest a directory below the mount that check may write one small file for each host to
     */
    public record Volume(String name, Optional<Path> mount, OptionalInt bricks, Optional<Path> writeTest) {}
}
