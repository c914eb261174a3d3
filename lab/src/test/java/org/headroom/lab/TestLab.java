package org.headroom.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.headroom.lab.host.Cgroups;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.host.Leftovers;
import org.headroom.lab.host.Network;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.process.Command;
import org.headroom.lab.site.Trees;

/** A lab of a test's own, beside whatever lab is up on this machine. */
final class TestLab {
    private final LabPaths paths;
    private final Path stackFile;
    private final List<String> told = new ArrayList<>();
    private final LabStack stack;

    TestLab(String tag, int subnet, Path directory) {
        this.paths = LabPaths.standard().beside(new LabNet(tag, subnet));
        this.stackFile = directory.resolve("stack.yaml");
        this.stack = LabStack.at(paths, line -> {
            synchronized (told) {
                told.add(line);
            }
        });
        LabInstaller installer = new LabInstaller(paths);
        if (!installer.isInstalled()) {
            installer.install(System.out::println);
        }
        stack.prepare();
    }

    LabPaths paths() {
        return paths;
    }

    LabStack stack() {
        return stack;
    }

    String told() {
        synchronized (told) {
            return String.join("\n", told);
        }
    }

    LabOptions options() {
        return LabOptions.defaults().withStackFile(stackFile).withFpmChildren(3);
    }

    /** Nothing of it is left on this machine: the kernel is asked, not our records. */
    void assertNothingIsLeft() throws IOException {
        LabNet net = paths.net();
        assertThat(new Leftovers(net).processes()).as("processes").isEmpty();
        assertThat(new Network(net).namespaces()).as("network namespaces").isEmpty();
        assertThat(new Network(net).links()).as("links").isEmpty();
        assertThat(Cgroups.of(net).map(Cgroups::processes)).as("cgroups").contains(List.of());
        assertThat(Command.of("find", "/sys/fs/cgroup", "-maxdepth", "2", "-name", "headroom" + net.tag())
                        .run()
                        .output())
                .as("cgroups")
                .isBlank();
        assertThat(Files.readString(Path.of("/proc/self/mounts")))
                .doesNotContain(paths.run().toString());
        assertThat(Command.of("losetup", "--list", "--noheadings", "--output", "BACK-FILE")
                        .run()
                        .output())
                .as("loop devices")
                .doesNotContain(paths.run().toString());
    }

    void remove() {
        Trees.remove(paths.run());
    }
}
