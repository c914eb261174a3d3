package org.headroom.tuner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.tuner.model.Figure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTest {
    @TempDir
    private Path root;

    private HostMemory memory;

    @BeforeEach
    void hostOfOneGibibyte() throws IOException {
        memory = new HostMemory(root.resolve("proc"), root.resolve("cgroup"));
        write("proc/meminfo", "MemTotal:        1048576 kB\nMemFree:          500000 kB\n");
    }

    @Test
    void withoutCgroupsItIsWhatTheMachineHas() {
        assertThat(memory.limit()).contains(new Figure(1L << 30, root.resolve("proc/meminfo") + " MemTotal"));
    }

    @Test
    void aV2LimitCounts() throws IOException {
        write("proc/self/cgroup", "0::/system.slice/php.service\n");
        write("cgroup/system.slice/php.service/memory.max", "314572800\n");
        assertLimit(314572800, "cgroup/system.slice/php.service/memory.max");
    }

    @Test
    void theLeastLimitOnTheWayUpCounts() throws IOException {
        write("proc/self/cgroup", "0::/system.slice/php.service\n");
        write("cgroup/system.slice/php.service/memory.max", "max\n");
        write("cgroup/system.slice/memory.max", "209715200\n");
        assertLimit(209715200, "cgroup/system.slice/memory.max");
    }

    @Test
    void aV1LimitCounts() throws IOException {
        write("proc/self/cgroup", "5:cpu,cpuacct:/\n4:memory:/origin1\n0::/\n");
        write("cgroup/memory/origin1/memory.limit_in_bytes", "125829120\n");
        write("cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertLimit(125829120, "cgroup/memory/origin1/memory.limit_in_bytes");
    }

    @Test
    void aLimitAboveTheMachinesMemoryDoesNot() throws IOException {
        write("proc/self/cgroup", "0::/big\n");
        write("cgroup/big/memory.max", "99999999999\n");
        assertThat(memory.limit().orElseThrow().value()).isEqualTo(1L << 30);
    }

    @Test
    void aGroupThatIsNotVisibleIsLookedForFurtherUp() throws IOException {
        write("proc/self/cgroup", "4:memory:/docker/abc/def\n");
        write("cgroup/memory/memory.limit_in_bytes", "125829120\n");
        assertLimit(125829120, "cgroup/memory/memory.limit_in_bytes");
    }

    @Test
    void anotherProcessMayHaveAnotherLimit() throws IOException {
        write("proc/77/cgroup", "0::/fpm\n");
        write("cgroup/fpm/memory.max", "104857600\n");
        assertThat(memory.limitOf("77").orElseThrow().value()).isEqualTo(104857600);
    }

    @Test
    void nothingReadableIsNothingKnown() {
        assertThat(new HostMemory(root.resolve("no"), root.resolve("no")).limit())
                .isEmpty();
    }

    private void assertLimit(double bytes, String source) {
        assertThat(memory.limit())
                .contains(new Figure(bytes, root.resolve(source).toString()));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
