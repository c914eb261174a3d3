package org.headroom.scenarios.yaml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.headroom.scenarios.model.Scenario;

/** Scenario files: read strictly, written so that people can edit them. */
public final class ScenarioFile {
    private ScenarioFile() {}

    /**
     * Reads a scenario file.
     *
     * @throws ConfigException with everything that is wrong
     */
    public static Scenario read(Path path) throws ConfigException {
        return YamlFile.read(path, root -> new ScenarioReader().read(root));
    }

    /**
     * Reads a scenario from text.
     *
     * @param name what problems call the file
     */
    public static Scenario parse(String name, String text) throws ConfigException {
        return YamlFile.parse(name, text, root -> new ScenarioReader().read(root));
    }

    /**
     * The file's text: the same scenario and header give the same bytes.
     *
     * @param header comment lines for the top of the file, without {@code #}
     * @throws IllegalArgumentException when the scenario could not be read back, e.g. for a resource without its
     *     initiator
     */
    public static String format(Scenario scenario, List<String> header) {
        String text = new ScenarioWriter().write(scenario, header);
        try {
            if (!parse(scenario.name(), text).equals(scenario)) {
                throw new IllegalArgumentException(
                        "scenario " + scenario.name() + " would be read back as another one: are parents first?");
            }
        } catch (ConfigException e) {
            throw new IllegalArgumentException("not a valid scenario: " + e.getMessage(), e);
        }
        return text;
    }

    /** Writes a scenario file; whoever reads meanwhile sees the old file or the new one, never half of one. */
    public static void write(Scenario scenario, Path path, List<String> header) throws IOException {
        byte[] bytes = format(scenario, header).getBytes(StandardCharsets.UTF_8);
        Path target = path.toAbsolutePath();
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException(path + " is a directory");
        }
        Files.createDirectories(parent);
        Path temporary = Files.createTempFile(parent, ".scenario", ".tmp");
        try {
            Files.write(temporary, bytes);
            makeReadable(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Temporary files are born private; a scenario is not. */
    private static void makeReadable(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        }
    }
}
