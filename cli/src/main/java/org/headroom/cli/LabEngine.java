package org.headroom.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.headroom.lab.plan.LabOptions;

/** How the lab's hosts run this very program: with this JVM and class path, which they see read-only at the same paths. */
final class LabEngine {
    private static final Path REPOSITORY = Path.of(".m2/repository");

    private LabEngine() {}

    static LabOptions.Engine ofThisProgram() {
        return of(System.getProperty("java.home"), System.getProperty("java.class.path"));
    }

    static LabOptions.Engine of(String javaHome, String classPath) {
        List<Path> entries = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry.replaceFirst("/\\*$", ""))
                        .toAbsolutePath()
                        .normalize())
                .toList();
        Set<Path> visible = new TreeSet<>();
        visible.add(Path.of(javaHome));
        entries.forEach(entry -> visible.add(directoryOf(entry)));
        List<String> command = new ArrayList<>(List.of(
                Path.of(javaHome, "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                "org.headroom.cli.Headroom"));
        return new LabOptions.Engine(command, List.copyOf(visible));
    }

    // One directory for all of Maven's jars rather than one for each.
    private static Path directoryOf(Path entry) {
        for (Path at = entry; at != null; at = at.getParent()) {
            if (at.endsWith(REPOSITORY)) {
                return at;
            }
        }
        Path parent = entry.getParent();
        return Files.isDirectory(entry) || parent == null ? entry : parent;
    }
}
