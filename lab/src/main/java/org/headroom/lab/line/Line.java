package org.headroom.lab.line;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.lab.process.DaemonProcess;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/**
 * The line between one host and the bridge of the network. Normally it does nothing; {@link #slow} puts a process into
 * it that delays, loses or holds up frames, and that outlives this JVM; {@link #mend} takes it out. The host keeps its
 * addresses, so connections go on through both. To be used in the network namespace where the bridge is, by root, by one
 * caller at a time per host.
 */
public final class Line {
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final Duration END_PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_SOCKET_PATH = 100;

    private final Path directory;
    private final LineInterfaces interfaces;
    private final DaemonProcess process;
    private final Path socket;
    private final LineClient client;

    private Line(Path directory, LineInterfaces interfaces) {
        this.directory = directory;
        this.interfaces = interfaces;
        this.process = new DaemonProcess("slow line " + interfaces.small(), directory.resolve("line.pid"));
        this.socket = directory.resolve("line.sock");
        this.client = new LineClient(socket);
    }

    /**
     * Names a line, slow or not.
     *
     * @param directory for the line's process alone, whose pid file, log and control socket are in it; made when needed
     * @param host from which the names of interfaces are made
     * @param peerInterface the other end of the host's veth pair
     * @param bridge to which the host belongs
     */
    public static Line of(Path directory, String host, String peerInterface, String bridge) {
        Path absolute = directory.toAbsolutePath();
        // The kernel takes 107 bytes for the path of a socket.
        if (absolute.toString().length() > MAX_SOCKET_PATH - "/line.sock".length()) {
            throw new IllegalArgumentException("too long for a socket's path: " + absolute);
        }
        return new Line(absolute, new LineInterfaces(host, peerInterface, bridge));
    }

    /** Whether the host's frames go through a process that lives. */
    public boolean isSlow() {
        return process.pid().isPresent() && interfaces.connected();
    }

    /** Makes the line slow, or changes its settings if it is. Clears what a process that was killed has left. */
    public void slow(LineSettings settings) {
        if (isSlow()) {
            change(settings);
            return;
        }
        mend();
        try {
            start(settings);
            interfaces.connect();
        } catch (LabException e) {
            mend();
            throw e;
        }
    }

    private void start(LineSettings settings) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new LabException("cannot make a directory", directory.toString(), "see the cause: " + e, e);
        }
        Path log = directory.resolve("line.log");
        process.start(command(settings), Map.of(), log);
        boolean ended = !Waiting.until(
                START_PATIENCE, () -> client.answers() || process.pid().isEmpty());
        if (ended || process.pid().isEmpty()) {
            throw new LabException(
                    "the slow line did not start", log.toString(), "see what the log says: " + tail(log));
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log).stream()
                    .filter(line -> !line.startsWith("\tat "))
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<String> command(LineSettings settings) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // C1 only, a small heap and the simplest collector: a line makes next to no garbage.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms4m", "-Xmx16m", "-Xss256k"));
        command.addAll(List.of("-XX:ReservedCodeCacheSize=16m", "-Xshare:auto", "-XX:-UsePerfData"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
        command.add(SlowLine.class.getName());
        command.addAll(List.of(interfaces.inside(), interfaces.outside(), socket.toString()));
        command.addAll(List.of(settings.toString().split(" ")));
        return command;
    }

    private static String classPath() {
        CodeSource source = SlowLine.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new LabException(
                    "cannot tell where the lab's classes are", source.toString(), "run it from a jar", e);
        }
    }

    /** Other settings for what enters the slow line from now on. */
    public void change(LineSettings settings) {
        client.change(settings);
    }

    /**
     * The host of the slow line seems to change its network: from now on its peers see another IPv4 address; what they
     * send to the one before is lost. Empty: it comes home. Mending brings it home as well.
     */
    public void roam(Optional<Roaming> roaming) {
        client.roam(roaming.map(Roaming::toString).orElse("none"));
    }

    /** What the slow line does and has done. */
    public LineStatistics statistics() {
        return client.statistics();
    }

    /** The memory of the line's process, in bytes; 0 when there is none. */
    public long pssBytes() {
        return process.pssBytes();
    }

    /** The pid of the line's process, while that lives. */
    public Optional<Long> pid() {
        return process.pid();
    }

    /** Connects the host directly again and leaves nothing of the slow line but its log. Does nothing to a good line. */
    public void mend() {
        // The host first, so that its connections miss the line for as short a time as can be.
        if (process.recorded() || interfaces.anyLeft()) {
            interfaces.reconnect();
        }
        process.stop(END_PATIENCE);
        interfaces.delete();
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new LabException("cannot remove a socket", socket.toString(), "remove it by hand: " + e, e);
        }
    }
}
