package org.headroom.tuner.config.tree;

import java.util.List;
import java.util.Optional;

/**
 * Files of a host by their absolute paths there. Symbolic links are followed inside the host's root: none leads out.
 * Nothing here throws for what a host may hold.
 */
public interface ConfigTree {
    /** What a path leads to. */
    enum Kind {
        FILE,
        DIRECTORY
    }

    /** The file's text, through links. */
    FileText read(String path);

    /** Names in a directory, sorted; empty if it is none or may not be listed. */
    List<String> list(String directory);

    /** What is at that path, through links; empty if nothing is. */
    Optional<Kind> kind(String path);

    /** Whether a file can be expected at that path. */
    default boolean isFile(String path) {
        return kind(path).filter(kind -> kind == Kind.FILE).isPresent();
    }

    /** Whether there is such a directory. */
    default boolean isDirectory(String path) {
        return kind(path).filter(kind -> kind == Kind.DIRECTORY).isPresent();
    }
}
