package org.headroom.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
    private final Secrets secrets = new Secrets(new SecureRandom());

    @Test
    void passwordsAreLongAndNeedNoQuotingAnywhere() {
        assertThat(secrets.next()).matches("[A-Za-z0-9]{40}").isNotEqualTo(secrets.next());
    }

    @Test
    void onlyTheOwnerReadsAPasswordFile(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("password"), "old");

        Secrets.keep(file, "new");

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
