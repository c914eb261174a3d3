package org.headroom.lab.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.Part;

/**
 * Makes a volume whole again, whichever fault, or part of one, has hit it: options as before, every brick served by a
 * process that runs, no file that replicas disagree on, nothing left to heal, no file of ours.
 */
final class VolumeMending {
    /** Where faults write their files, in the volume's root: hidden from visitors by its first letter. */
    static final String FILES = ".headroom-fault";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration HEAL_EVERY = Duration.ofSeconds(3);

    private final Scene scene;
    private final GlusterVolume volume;
    private long lastHealNanos;

    VolumeMending(Scene scene, GlusterVolume volume) {
        this.scene = scene;
        this.volume = volume;
    }

    /** Returns what gluster says when all of it is well. */
    String mend() throws IOException {
        for (LabHost host : scene.hosts().with(Part.BRICKS)) {
            volume.processes(host).forEach(Signals::resume);
        }
        volume.startBricks();
        online();
        new VolumeOptions(volume, scene.memory()).restoreAll();
        healed();
        removeFiles();
        healed();
        return volume.statusWords() + "\n" + volume.healWords();
    }

    /** Waits until every brick is served, and gluster's own clients and all mounts are connected to it. */
    void online() {
        deadline().require("brick online everywhere", () -> {
            boolean served = volume.bricks().stream().allMatch(GlusterXml.Brick::online)
                    && volume.bricks().size() == scene.hosts().with(Part.BRICKS).size();
            if (!served || !volume.heal().stream().allMatch(GlusterXml.Heal::connected)) {
                return volume.statusWords() + "; " + volume.healWords();
            }
            List<String> apart = volume.clientsApart();
            return apart.isEmpty() ? "" : "mounts that do not reach all bricks yet: " + apart;
        });
    }

    private void healed() {
        lastHealNanos = System.nanoTime() - HEAL_EVERY.toNanos();
        deadline().require("end of healing", () -> {
            List<GlusterXml.Heal> bricks = volume.heal();
            if (!bricks.isEmpty() && bricks.stream().allMatch(VolumeMending::clean)) {
                return "";
            }
            help();
            return volume.words("info", bricks);
        });
    }

    private static boolean clean(GlusterXml.Heal brick) {
        return brick.connected() && brick.entries().orElse(1) == 0;
    }

    // Self-heal daemons look by themselves once a minute; nobody wants to wait for that.
    private void help() throws IOException {
        if (System.nanoTime() - lastHealNanos < HEAL_EVERY.toNanos()) {
            return;
        }
        resolve();
        volume.startHeal();
        lastHealNanos = System.nanoTime();
    }

    // The content that was written last wins; what has no such time, as a directory, is taken from the first brick.
    private void resolve() throws IOException {
        List<GlusterXml.Heal> split = volume.splitBrain();
        List<String> files = split.stream()
                .flatMap(brick -> brick.files().stream())
                .distinct()
                .toList();
        for (String file : files) {
            if (!volume.resolve("latest-mtime", file)) {
                volume.resolve("source-brick", split.getFirst().name(), file);
            }
        }
    }

    private void removeFiles() {
        deadline()
                .require(
                        "removal of " + FILES,
                        () -> volume.onMount("rm -rf \"$1/$2\"; [ ! -e \"$1/$2\" ]", FILES)
                                .output());
    }

    private Deadline deadline() {
        return new Deadline(
                PATIENCE,
                "volume " + volume.name() + "; /var/log/glusterfs/glustershd.log on "
                        + scene.hosts().with(Part.BRICKS).stream()
                                .map(LabHost::name)
                                .collect(Collectors.joining(", ")),
                "headroom lab fault clear tries again, headroom lab up starts anew");
    }
}
