package org.headroom.scenarios.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where secrets are read: files and the environment of this process, on the machine that sends the load. */
public final class Secrets {
    private final Path workingDirectory;
    private final Environment environment;

    /** Variables by name. */
    public interface Environment {
        /** The value; null: there is none. */
        @Nullable
        String get(String name);
    }

    public Secrets(Path workingDirectory, Environment environment) {
        this.workingDirectory = workingDirectory;
        this.environment = environment;
    }

    /** Those of this process. */
    public static Secrets ofThisProcess() {
        return new Secrets(Path.of(""), System::getenv);
    }

    /**
     * The content of a file without the line break at its end.
     *
     * @throws IllegalArgumentException when it cannot be read, with a message for the user
     */
    String file(String path) {
        try {
            return Files.readString(workingDirectory.resolve(path)).stripTrailing();
        } catch (IOException | RuntimeException _) {
            throw new IllegalArgumentException("${file:" + path + "}: no such file, or not readable text");
        }
    }

    /**
     * The value of a variable.
     *
     * @throws IllegalArgumentException when it is not set, with a message for the user
     */
    String environment(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("${env:" + name + "}: the variable is not set");
        }
        return value;
    }
}
