package org.headroom.lab.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.lab.daemon.Services;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.Layout;
import org.headroom.lab.plan.Part;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;
import org.headroom.lab.up.Volumes;

/**
 * A volume of the stack: what the gluster command line says of it, and the processes of its bricks. Every question has a
 * deadline of its own, since gluster waits long for a brick or a peer that does not answer.
 */
final class GlusterVolume {
    private static final Duration BUSY = Duration.ofSeconds(45);
    // Longer than the ping timeout of 10 s, after which a silent brick counts as gone.
    private static final String SECONDS = "30";
    private static final String REMEDY = "see /var/log/glusterfs on the bricks' hosts; headroom lab up starts anew";

    private static final String CONNECTED =
            "timeout 10 cat \"$1\"/.meta/graphs/active/*-client-*/private | grep -c '^connected = 1' || true";

    private final Scene scene;
    private final String name;

    private GlusterVolume(Scene scene, String name) {
        this.scene = scene;
        this.name = name;
    }

    /** The one that is broken when no other is named: what is served most, so that it matters. */
    static GlusterVolume main(Scene scene) {
        return new GlusterVolume(scene, mainName(scene.plan()));
    }

    static GlusterVolume of(Scene scene, String name) {
        return new GlusterVolume(scene, name);
    }

    private static String mainName(StackPlan plan) {
        List<String> volumes = plan.layout().volumes();
        return Stream.of(Layout.CORE, Layout.HTDOCS)
                .filter(volumes::contains)
                .findFirst()
                .orElseGet(volumes::getFirst);
    }

    /** Hosts with bricks, the last one first: the first ones do more. */
    static List<HostPlan> nodes(StackPlan plan) {
        return plan.with(Part.BRICKS).reversed();
    }

    String name() {
        return name;
    }

    String mount() {
        return "/mnt/" + name;
    }

    String brick() {
        return Volumes.brick(name);
    }

    /** A host that has it mounted: a web host before others, since that is where visitors see it. */
    LabHost client() {
        return clients().stream()
                .findFirst()
                .orElseThrow(() -> new LabException(
                        name + " is mounted nowhere", mount() + " on every host", "headroom lab fault clear first"));
    }

    private List<LabHost> clients() {
        return scene.hosts().with(Part.MOUNTS).stream()
                .filter(host -> Volumes.mounted(host, mount()))
                .toList();
    }

    /** Hosts that have it mounted and do not reach all of its bricks, as their mounts themselves tell. */
    List<String> clientsApart() {
        String bricks = Integer.toString(scene.plan().with(Part.BRICKS).size());
        return clients().stream()
                .filter(host ->
                        !host.shell(CONNECTED, mount()).run().output().strip().equals(bricks))
                .map(LabHost::name)
                .toList();
    }

    /** Any node whose management daemon lives. */
    private LabHost node() {
        List<LabHost> nodes = scene.hosts().with(Part.BRICKS);
        return nodes.stream()
                .filter(node -> node.daemon(Services.GLUSTERD).pid().isPresent())
                .findFirst()
                .orElseGet(nodes::getFirst);
    }

    private Command.Result ask(String... words) {
        List<String> command = Stream.concat(
                        Stream.of("timeout", SECONDS, "gluster", "--mode=script"), Arrays.stream(words))
                .toList();
        return node().command(command).run();
    }

    /** Asks again while another command holds the cluster's lock. */
    private Command.Result askPatiently(String... words) {
        Command.Result[] last = {ask(words)};
        Waiting.until(BUSY, () -> {
            if (last[0].good() || !busy(last[0].output())) {
                return true;
            }
            last[0] = ask(words);
            return false;
        });
        return last[0];
    }

    private static boolean busy(String output) {
        return output.contains("Another transaction")
                || output.toLowerCase(Locale.ROOT).contains("locking failed");
    }

    /** What it prints; a refusal is an exception. */
    String require(String... words) {
        Command.Result result = askPatiently(words);
        if (!result.good()) {
            throw new LabException(
                    "gluster " + String.join(" ", words) + " failed: "
                            + result.output().strip(),
                    "host " + node().name(),
                    REMEDY);
        }
        return result.output();
    }

    List<GlusterXml.Brick> bricks() throws IOException {
        return GlusterXml.bricks(ask("--xml", "volume", "status", name).output());
    }

    List<GlusterXml.Heal> heal() throws IOException {
        return GlusterXml.heal(ask("--xml", "volume", "heal", name, "info").output());
    }

    /** Entries to heal, over the bricks that tell. */
    int toHeal() throws IOException {
        return heal().stream().mapToInt(brick -> brick.entries().orElse(0)).sum();
    }

    List<GlusterXml.Heal> splitBrain() throws IOException {
        return GlusterXml.heal(
                ask("--xml", "volume", "heal", name, "info", "split-brain").output());
    }

    Map<String, String> options() throws IOException {
        return GlusterXml.options(require("--xml", "volume", "info", name));
    }

    void set(String option, String value) {
        require("volume", "set", name, option, value);
    }

    void reset(String option) {
        require("volume", "reset", name, option);
    }

    /** Starts those of its bricks that do not run. */
    void startBricks() {
        require("volume", "start", name, "force");
    }

    /** Asks for a heal at once. Refused while self-heal daemons have just started, which does not matter. */
    void startHeal() {
        ask("volume", "heal", name);
    }

    /** Lets one of several contents of a file win; whether gluster did. */
    boolean resolve(String... choice) {
        return ask(Stream.concat(Stream.of("volume", "heal", name, "split-brain"), Arrays.stream(choice))
                        .toArray(String[]::new))
                .good();
    }

    /** The processes of its brick on a host: one, or none. */
    List<Long> processes(LabHost host) {
        return Volumes.brickServers(host.processes(), name);
    }

    long requireProcess(LabHost host) {
        return processes(host).stream()
                .findFirst()
                .orElseThrow(() -> new LabException(
                        "no process serves the brick of " + name, "host " + host.name(), "headroom lab fault clear"));
    }

    /** Ends the process of its brick on a host, as a crash would. */
    void killBrick(LabHost host) {
        boolean gone = Waiting.until(Duration.ofSeconds(10), () -> {
            List<Long> left = processes(host);
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return left.isEmpty();
        });
        if (!gone) {
            throw new LabException(
                    "the brick of " + name + " cannot be ended",
                    "host " + host.name(),
                    "cat /proc/PID/stack: what does it wait for?");
        }
    }

    /** Runs a script on a host that has it mounted, with the mount as its first argument; whether it went well. */
    Command.Result onMount(String script, String... more) {
        String[] words = Stream.concat(Stream.of(mount()), Arrays.stream(more)).toArray(String[]::new);
        return client().command(
                        Stream.concat(Stream.of("timeout", SECONDS, "sh", "-euc", script, "sh"), Arrays.stream(words))
                                .toList())
                .run();
    }

    /** What {@code volume status} says of each brick, in one line. */
    String statusWords() throws IOException {
        return "volume status " + name + ": "
                + bricks().stream()
                        .map(brick -> brick.host() + (brick.online() ? " online" : " offline"))
                        .collect(Collectors.joining(", "));
    }

    /** What {@code heal info} says of each brick, in one line. */
    String healWords() throws IOException {
        return words("info", heal());
    }

    String words(String question, List<GlusterXml.Heal> bricks) {
        return "heal " + name + " " + question + ": "
                + bricks.stream()
                        .map(brick -> brick.name().replaceFirst(":.*", "") + " " + brick.status() + ", "
                                + (brick.entries().isPresent()
                                        ? brick.entries().getAsInt() + " entries"
                                        : "entries unknown"))
                        .collect(Collectors.joining("; "));
    }
}
