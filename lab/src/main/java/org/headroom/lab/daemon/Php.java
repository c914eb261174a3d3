package org.headroom.lab.daemon;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Where this machine has PHP: programs that carry their version in their names. */
public record Php(Path fpm, Path cli) {
    /** An empty list of directories: the php.ini that is given stands alone, and the machine's conf.d is not read. */
    public static final Map<String, String> ENVIRONMENT = Map.of("PHP_INI_SCAN_DIR", "");

    /** The newest that is installed, if any is. */
    public static Optional<Php> find() {
        return find(Path.of("/usr/sbin"), Path.of("/usr/bin"));
    }

    static Optional<Php> find(Path sbin, Path bin) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(sbin, "php-fpm[0-9]*")) {
            return StreamSupport.stream(entries.spliterator(), false)
                    .map(fpm -> new Php(fpm, bin.resolve("php" + version(fpm))))
                    .filter(php -> Files.isExecutable(php.fpm()) && Files.isExecutable(php.cli()))
                    .max(Comparator.comparing(php -> Double.valueOf(version(php.fpm()))));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String version(Path fpm) {
        return fpm.getFileName().toString().substring("php-fpm".length());
    }
}
