package org.headroom.lab.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The chroot with Debian 13's programs. A command runs in a mount namespace of its own, in which one directory of the
 * machine appears at the same path; the kernel takes the mount away when the command ends, so nothing is left behind.
 */
public record Trixie(Path root) {
    private static final String SCRIPT = """
            set -e
            mkdir -p "$1$2"
            mount --bind "$2" "$1$2"
            mount --bind /dev "$1/dev"
            root=$1
            shift 2
            exec chroot "$root" "$@"
            """;

    /** The command line that runs the arguments inside, with the shared directory to be seen. */
    public List<String> command(Path shared, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "unshare", "--mount", "--propagation", "private", "sh", "-c", SCRIPT, "trixie", root.toString()));
        command.add(shared.toString());
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
