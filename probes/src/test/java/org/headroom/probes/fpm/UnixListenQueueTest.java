package org.headroom.probes.fpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixListenQueueTest {
    private static final Path SOCKET = Path.of("/run/php/www.sock");
    private static final String LISTENER =
            "0000000000000000: 00000002 00000000 00010000 0001 01 12845 /run/php/www.sock\n";
    private static final String WAITING =
            "0000000000000000: 00000002 00000000 00000000 0001 02     0 /run/php/www.sock\n";
    private static final String SERVED =
            "0000000000000000: 00000003 00000000 00000000 0001 03 12851 /run/php/www.sock\n";

    @TempDir
    private Path dir;

    @Test
    void countsConnectionsThatNobodyAcceptedYet() throws IOException {
        assertThat(queue(LISTENER + WAITING + SERVED + WAITING + WAITING.replace("www", "other"))
                        .length())
                .hasValue(2);
    }

    @Test
    void anIdleSocketHasAnEmptyQueue() throws IOException {
        assertThat(queue(LISTENER).length()).hasValue(0);
    }

    @Test
    void theTableOfAnotherNamespaceSaysNothing() throws IOException {
        assertThat(queue("Num       RefCount Protocol Flags    Type St Inode Path\n")
                        .length())
                .isEmpty();
        assertThat(new UnixListenQueue(dir.resolve("missing"), SOCKET).length()).isEmpty();
    }

    private UnixListenQueue queue(String table) throws IOException {
        return new UnixListenQueue(Files.writeString(dir.resolve("unix"), table), SOCKET);
    }
}
