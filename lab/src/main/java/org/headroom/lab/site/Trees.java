package org.headroom.lab.site;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.headroom.lab.process.Command;

/** Whole directory trees: copy, remove, open. */
public final class Trees {
    private static final String REMEDY = "see the message above; is the disk full?";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Trees() {}

    /** Copies with owners, times and modes; shares the blocks where the file system can. */
    public static void copy(Path from, Path to) {
        require("cp", "-a", "--reflink=auto", "--sparse=always", from.toString(), to.toString());
    }

    /** Removes a tree, never crossing into what is mounted in it. */
    public static void remove(Path tree) {
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            require("rm", "-rf", "--one-file-system", tree.toString());
        }
    }

    /** Lets every user read and walk these directories (and read files), whatever root's umask is. What is in them stays as it is. */
    public static void openToAll(Path... directories) {
        List<String> command = new ArrayList<>(List.of("chmod", "a+rx"));
        Arrays.stream(directories).map(Path::toString).forEach(command::add);
        require(command.toArray(String[]::new));
    }

    private static void require(String... command) {
        Command.of(command).within(PATIENCE).require(REMEDY);
    }
}
