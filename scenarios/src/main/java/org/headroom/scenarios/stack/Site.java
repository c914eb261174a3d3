package org.headroom.scenarios.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A web site.
 *
 * @param name unique within its stack
 * @param hosts DNS names, at least one
 * @param docroot where its files are on the origins
 * @param uploads the link from the document root to the shared uploads
 * @param shadow the copy of the document root that the proxies serve static files from
 */
public record Site(String name, List<String> hosts, Path docroot, Optional<Uploads> uploads, Optional<Path> shadow) {
    public Site {
        hosts = List.copyOf(hosts);
    }

    /**
     * The uploads link.
     *
     * @param link the symbolic link in the document root
     * @param target where it must lead
     */
    public record Uploads(Path link, Path target) {}
}
