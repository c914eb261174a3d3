package org.headroom.lab.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PhpTest {
    @TempDir
    Path dir;

    private void program(String name) throws Exception {
        Path file = Files.writeString(dir.resolve(name), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theNewestVersionThatHasBothProgramsIsTaken() throws Exception {
        program("php-fpm8.2");
        program("php8.2");
        program("php-fpm7.4");
        program("php7.4");
        program("php-fpm8.4");

        assertThat(Php.find(dir, dir)).contains(new Php(dir.resolve("php-fpm8.2"), dir.resolve("php8.2")));
    }

    @Test
    void aMachineWithoutPhpHasNone() {
        assertThat(Php.find(dir, dir)).isEmpty();
        assertThat(Php.find(dir.resolve("none"), dir)).isEmpty();
    }
}
