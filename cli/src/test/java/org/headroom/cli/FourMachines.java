package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.headroom.lab.process.Command;

/** Four network namespaces on a switch of their own, and JVMs in them: coordinator, two injectors, a web server. */
final class FourMachines implements AutoCloseable {
    static final String COORDINATOR = "1";
    static final String FIRST = "2";
    static final String SECOND = "3";
    static final String SERVER = "4";

    private final String prefix = "hrd" + ProcessHandle.current().pid() % 100_000;
    private final Path logs;
    private final List<Process> processes = new ArrayList<>();
    private final List<String> namespaces = new ArrayList<>();

    FourMachines(Path logs) {
        this.logs = logs;
        String hub = namespace("s");
        ip("-n", hub, "link", "add", "br0", "type", "bridge");
        ip("-n", hub, "link", "set", "br0", "up");
        for (String machine : List.of(COORDINATOR, FIRST, SECOND, SERVER)) {
            String name = namespace(machine);
            ip("-n", name, "link", "set", "lo", "up");
            ip("-n", hub, "link", "add", "p" + machine, "type", "veth", "peer", "name", "eth0", "netns", name);
            ip("-n", hub, "link", "set", "p" + machine, "master", "br0", "up");
            ip("-n", name, "address", "add", address(machine) + "/24", "dev", "eth0");
            ip("-n", name, "link", "set", "eth0", "up");
        }
    }

    private String namespace(String machine) {
        String name = prefix + machine;
        ip("netns", "add", name);
        namespaces.add(name);
        return name;
    }

    static String address(String machine) {
        return "10.79.0." + machine;
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Command.Result result = Command.of(command).run();
        assertThat(result.good()).as(command + ": " + result.output()).isTrue();
    }

    /** Takes a machine off the network. */
    void cutOff(String machine) {
        ip("-n", prefix + machine, "link", "set", "eth0", "down");
    }

    /** The log of a machine's program. */
    Path log(String machine) {
        return logs.resolve("machine" + machine + ".log");
    }

    String said(String machine) throws IOException {
        return Files.exists(log(machine)) ? Files.readString(log(machine)) : "";
    }

    /** The JDK's file server: it logs the address of every client. */
    Process startServer(Path files) throws IOException {
        return start(
                SERVER,
                "-m",
                "jdk.httpserver",
                "-b",
                address(SERVER),
                "-p",
                "80",
                "-d",
                files.toString(),
                "-o",
                "info");
    }

    Process startHeadroom(String machine, String... arguments) throws IOException {
        List<String> java = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dhazelcast.logging.type=slf4j",
                "-cp",
                System.getProperty("java.class.path"),
                "org.headroom.cli.Headroom"));
        java.addAll(List.of(arguments));
        return start(machine, java.toArray(String[]::new));
    }

    private Process start(String machine, String... arguments) throws IOException {
        // `ip netns exec` becomes the program, so the process is the JVM itself.
        List<String> command = new ArrayList<>(
                List.of("ip", "netns", "exec", prefix + machine, System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(machine).toFile())
                .start();
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        try {
            for (Process process : processes) {
                process.destroyForcibly();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
            for (String name : namespaces) {
                ip("netns", "delete", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the namespaces are not taken down", e);
        }
    }
}
