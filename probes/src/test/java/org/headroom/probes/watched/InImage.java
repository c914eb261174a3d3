package org.headroom.probes.watched;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A daemon of the lab's image, in a directory of its own. */
final class InImage implements AutoCloseable {
    static final Path LAB = Path.of("/var/lib/headroom/lab");

    private final Path dir;
    private final List<Process> running = new ArrayList<>();

    private InImage(Path dir) {
        this.dir = dir;
    }

    static InImage inDirectory() throws IOException {
        Path dir = Files.createTempDirectory("headroom-daemon");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new InImage(dir);
    }

    Path dir() {
        return dir;
    }

    Process start(String... program) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAB.resolve("in-image").toString(), dir.toString()));
        command.addAll(List.of(program));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("out").toFile())
                .start();
        running.add(process);
        return process;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Named by version on Debian: php-fpm8.4. */
    static String fpm() throws IOException {
        try (Stream<Path> files = Files.list(LAB.resolve("image/usr/sbin"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("php-fpm"))
                    .max(String::compareTo)
                    .map(name -> "/usr/sbin/" + name)
                    .orElseThrow(() -> new AssertionError("no php-fpm: ./headroom lab install"));
        }
    }

    @Override
    public void close() throws IOException {
        for (Process process : running) {
            process.destroy();
            if (!process.onExit()
                    .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                    .join()
                    .isAlive()) {
                continue;
            }
            process.destroyForcibly().onExit().join();
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
