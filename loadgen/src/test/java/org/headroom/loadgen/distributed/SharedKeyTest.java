package org.headroom.loadgen.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedKeyTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void theSameKeyIsTheSameKeyWhateverTheLineEnd() throws Exception {
        SharedKey key = SharedKey.read(file(KEY + "\n", "rw-------"));

        assertThat(key.clusterName()).isEqualTo(SharedKey.of(KEY, "test").clusterName());
        assertThat(key.derive("a")).isNotEqualTo(key.derive("b"));
        assertThat(key.clusterName()).doesNotContain(KEY);
        assertThat(key).hasToString("SharedKey");
    }

    @Test
    void aFileThatOthersMayReadIsRefusedWithTheCommandThatMendsIt() throws Exception {
        Path file = file(KEY, "rw-r--r--");

        assertThatThrownBy(() -> SharedKey.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("chmod 600 " + file)
                .hasMessageNotContaining(KEY);
    }

    @Test
    void aFileThatItsGroupMayReadIsRefusedToo() throws Exception {
        Path file = file(KEY, "rw-r-----");

        assertThatThrownBy(() -> SharedKey.read(file)).hasMessageEndingWith("chmod 600 " + file);
    }

    @Test
    void aShortKeyIsRefusedWithoutShowingIt() throws Exception {
        Path file = file("hunter2", "rw-------");

        assertThatThrownBy(() -> SharedKey.read(file))
                .hasMessageContaining("openssl rand")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertThatThrownBy(() -> SharedKey.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
