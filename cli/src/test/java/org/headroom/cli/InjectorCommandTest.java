package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectorCommandTest {
    @TempDir
    private Path directory;

    private void key(String permissions) throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aKeyThatItsGroupMayReadIsRefusedWithTheCommandThatMendsIt() throws IOException {
        key("rw-r-----");
        CliRun run = new CliRun(directory);

        assertThat(run.run("injector", "--key-file", "key")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err().lines()).singleElement().asString().endsWith("chmod 600 " + directory.resolve("key"));
    }

    @Test
    void everySecretThatIsNotThereIsALine() throws IOException {
        key("rw-------");
        CliRun run = new CliRun(directory);

        int code = run.run(
                "injector", "--key-file", "key", "--secrets", "nowhere", "--secret-env", "HEADROOM_TEST_IS_NOT_SET");

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err().lines())
                .containsExactly(
                        "headroom: --secrets nowhere: no such directory",
                        "headroom: --secret-env HEADROOM_TEST_IS_NOT_SET: the variable is not set");
    }

    @Test
    void theHelpShowsHowSecretsAreNamed() {
        assertThat(HelpText.of("injector"))
                .contains("--secrets /etc/headroom/secrets --secret-env SHOP_USER")
                .contains("${file:/etc/headroom/secrets/shop}")
                .contains("${env:NAME}");
    }

    @Test
    void anAddressThatIsNotThisMachinesIsOneClearLine() throws IOException {
        key("rw-------");
        CliRun run = new CliRun(directory);

        assertThat(run.run("injector", "--key-file", "key", "--listen", "192.0.2.7"))
                .isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("cannot listen at 192.0.2.7:5701: is the address this machine's");
    }
}
