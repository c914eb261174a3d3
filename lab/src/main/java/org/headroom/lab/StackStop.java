package org.headroom.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.headroom.lab.process.DaemonProcess;
import org.headroom.lab.site.Trees;

/** Ends what the pid files name, from the proxy back to the database. */
final class StackStop {
    private static final String SUFFIX = ".pid";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(60);
    private static final List<String> ORDER = List.of("nginx", "apache", "fpm", "mariadb");

    private StackStop() {}

    static void stopAll(LabPaths paths, Consumer<String> progress) throws IOException {
        List<DaemonProcess> recorded = recorded(paths.pids());
        if (!recorded.isEmpty()) {
            progress.accept("down: "
                    + String.join(
                            ", ", recorded.stream().map(DaemonProcess::name).toList()));
        }
        for (DaemonProcess process : recorded) {
            process.stop(process.name().endsWith("-mariadb") ? DATABASE_PATIENCE : PATIENCE);
        }
        Trees.remove(paths.pids());
        Files.deleteIfExists(paths.state());
    }

    private static List<DaemonProcess> recorded(Path pids) throws IOException {
        List<DaemonProcess> found = new ArrayList<>();
        if (Files.isDirectory(pids)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(pids, "*" + SUFFIX)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    found.add(new DaemonProcess(name.substring(0, name.length() - SUFFIX.length()), file));
                }
            }
        }
        found.sort((left, right) -> Integer.compare(rank(left), rank(right)));
        return found;
    }

    private static int rank(DaemonProcess process) {
        String name = process.name();
        return ORDER.indexOf(name.substring(name.lastIndexOf('-') + 1));
    }
}
