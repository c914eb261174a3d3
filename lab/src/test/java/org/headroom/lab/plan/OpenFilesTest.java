package org.headroom.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenFilesTest {
    @Test
    void aDaemonAsksForNoMoreFilesThanTheMachineAllows() {
        assertThat(OpenFiles.allowed(
                        List.of("Max open files            1024                 4096                 files     ")))
                .isEqualTo(4096);
        assertThat(OpenFiles.allowed(
                        List.of("Max open files            1024                 1048576              files     ")))
                .isEqualTo(65536);
        assertThat(OpenFiles.allowed(List.of("garbage"))).isEqualTo(65536);
    }
}
