package org.headroom.scenarios.stack;

import java.nio.file.Path;
import java.util.Optional;
import org.headroom.scenarios.yaml.ConfigException;
import org.headroom.scenarios.yaml.YamlFile;

/** Stack files, read strictly. */
public final class StackFile {
    private StackFile() {}

    /**
     * Reads a stack file. Relative names of files on this machine (password file, CA file) count from its folder.
     *
     * @throws ConfigException with everything that is wrong
     */
    public static Stack read(Path path) throws ConfigException {
        Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path.toAbsolutePath());
        return YamlFile.read(path, root -> new StackReader(folder).read(root));
    }

    /**
     * Reads a stack from text.
     *
     * @param name what problems call the file
     * @param folder from where relative file names count
     */
    public static Stack parse(String name, String text, Path folder) throws ConfigException {
        return YamlFile.parse(name, text, root -> new StackReader(folder).read(root));
    }
}
