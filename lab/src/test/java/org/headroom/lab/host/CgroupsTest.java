package org.headroom.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On directories that look like the two versions' file systems; the real one is met in the tests with real hosts. */
final class CgroupsTest {
    private static final LabNet NET = LabNet.standard();

    @TempDir
    Path mount;

    @Test
    void aMachineWithoutMemoryCgroupsHasNone() {
        assertThat(Cgroups.in(mount, NET)).isEmpty();
    }

    @Test
    void versionOneCountsKillsInItsOwnFile() throws Exception {
        Path memory = Files.createDirectories(mount.resolve("memory"));
        Files.writeString(memory.resolve("cgroup.procs"), "");
        Path group = Files.createDirectories(memory.resolve("headroom/origin1"));
        Files.writeString(group.resolve("memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 7\n");
        Files.writeString(group.resolve("memory.limit_in_bytes"), "");
        Cgroups cgroups = Cgroups.in(mount, NET).orElseThrow();

        assertThat(cgroups.make("origin1", OptionalLong.of(1234))).isEqualTo(group);
        assertThat(group.resolve("memory.limit_in_bytes")).hasContent("1234");
        assertThat(cgroups.kills("origin1")).isEqualTo(7);
    }

    @Test
    void versionTwoHandsTheControllerDownAndLimitsByItsOwnFile() throws Exception {
        Files.writeString(mount.resolve("cgroup.controllers"), "memory");
        Files.writeString(mount.resolve("cgroup.subtree_control"), "");
        Path lab = Files.createDirectories(mount.resolve("headroom"));
        Files.writeString(lab.resolve("cgroup.subtree_control"), "");
        Path group = Files.createDirectories(lab.resolve("origin1"));
        Files.writeString(group.resolve("memory.max"), "max");
        Files.writeString(group.resolve("memory.events"), "low 0\noom 3\noom_kill 2\noom_group_kill 0\n");
        Cgroups cgroups = Cgroups.in(mount, NET).orElseThrow();

        cgroups.make("origin1", OptionalLong.of(4096));

        assertThat(group.resolve("memory.max")).hasContent("4096");
        assertThat(lab.resolve("cgroup.subtree_control")).hasContent("+memory");
        assertThat(cgroups.kills("origin1")).isEqualTo(2);
        assertThat(cgroups.kills("origin9")).isZero();
    }
}
