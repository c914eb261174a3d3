package org.headroom.lab.fault;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;

/** The data disk of a host, which holds its docroots and bricks, has no block left. */
record DiskFull() implements Fault {
    private static final String DISK = "/srv/disk";

    // Most of it in one piece, which takes no time; what is then left, block by block.
    private static final String FILL = """
            fill=$1/headroom-disk-full
            left=$(($(df --output=avail -k "$1" | tail -n 1) - 1024))
            [ "$left" -le 0 ] || fallocate -o "$(stat -c %s "$fill" 2>/dev/null || echo 0)" -l "${left}KiB" "$fill"
            dd if=/dev/zero bs=4k oflag=append conv=notrunc status=none of="$fill" 2>/dev/null || true
            sync -f "$1"
            df -h "$1"
            if dd if=/dev/zero bs=4k count=1 status=none of="$1/headroom-disk-full.word"; then
                echo "still takes writes"
            fi
            rm -f "$1/headroom-disk-full.word"
            """;

    @Override
    public List<HostPlan> where(StackPlan plan) {
        Set<HostPlan> hosts = new LinkedHashSet<>(plan.with(Part.FPM));
        hosts.addAll(plan.hosts());
        return List.copyOf(hosts);
    }

    @Override
    public String inject(Scene scene, HostPlan host) {
        LabHost on = scene.host(host);
        requireOwnDisk(on);
        return Symptom.await(
                on,
                "no space left",
                () -> on.shell(FILL, DISK).run().output(),
                words -> words.contains("100%") && !words.contains("still takes writes"));
    }

    // Without loop devices the data disk is a directory of this machine, whose disk is not ours to fill.
    private static void requireOwnDisk(LabHost host) {
        String source =
                host.command("findmnt", "-n", "-o", "SOURCE,FSTYPE", DISK).run().output();
        if (!source.startsWith("/dev/loop")) {
            throw new LabException(
                    "the data disk of " + host.name() + " is no disk of its own: " + source.strip(),
                    DISK + " on " + host.name(),
                    "use a machine with loop devices, then \"headroom lab up\" again");
        }
    }

    @Override
    public String clear(Scene scene, HostPlan host) {
        LabHost on = scene.host(host);
        on.shell("rm -f \"$1/headroom-disk-full\" \"$1/headroom-disk-full.word\"", DISK)
                .require("see host " + host.name());
        Command room = on.command("df", "-h", DISK);
        Symptom.await(
                on,
                "space on " + DISK,
                () -> room.require("see host " + host.name()),
                words -> !words.contains("100%"));
        return room.require("see host " + host.name()) + "\n" + new HostRecovery(scene, host).await();
    }
}
