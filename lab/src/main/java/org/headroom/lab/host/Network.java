package org.headroom.lab.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;

/** The bridge, and a network namespace with a line to it for each host. Nothing is routed beyond the bridge. */
public final class Network {
    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final String REMEDY = "run as root; is another program using these names?";

    private final LabNet net;

    public Network(LabNet net) {
        this.net = net;
    }

    /** Refuses when something else on this machine has addresses of ours. */
    public void requireFree() {
        Command.Result taken = Command.of("ip", "-4", "-o", "route", "show", "root", net.cidr())
                .run();
        String others = taken.output()
                .lines()
                .filter(line -> !line.contains("dev " + net.bridge()))
                .reduce("", (one, two) -> one.isEmpty() ? two : one + "; " + two);
        if (taken.good() && !others.isBlank()) {
            throw new LabException(
                    "the lab's addresses " + net.cidr() + " are in use on this machine: " + others.strip(),
                    "ip route",
                    "end what uses them");
        }
    }

    /** Makes bridge, namespaces and lines. Hosts are given with their addresses. */
    public void make(Map<String, String> addresses) {
        List<String> batch = new ArrayList<>(List.of(
                "link add " + net.bridge() + " type bridge",
                "addr add " + net.gateway() + "/24 dev " + net.bridge(),
                "link set " + net.bridge() + " up"));
        for (String host : addresses.keySet()) {
            batch.add("netns add " + net.namespace(host));
            batch.add("link add " + net.link(host) + " type veth peer name eth0 netns " + net.namespace(host));
            batch.add("link set " + net.link(host) + " master " + net.bridge() + " up");
        }
        run(List.of("ip", "-batch", "-"), batch);
        addresses.forEach((host, address) -> run(
                List.of("ip", "-n", net.namespace(host), "-batch", "-"),
                List.of("link set lo up", "addr add " + address + "/24 dev eth0", "link set eth0 up")));
    }

    private static void run(List<String> command, List<String> lines) {
        Command.of(command).withInput(String.join("\n", lines) + "\n").require(REMEDY);
    }

    /** Whether a host's line is connected. */
    public boolean connected(String host) {
        return !Command.of("ip", "-o", "link", "show", "dev", net.link(host), "up")
                .run()
                .output()
                .isBlank();
    }

    /** Cuts a host off from all others, or joins it again. */
    public void connect(String host, boolean connected) {
        Command.of("ip", "link", "set", net.link(host), connected ? "up" : "down")
                .require("is that host up? headroom lab status");
    }

    /** Removes all of it, also what an interrupted start has left. Host's processes must have ended. */
    public void remove() {
        namespaces().forEach(name -> Command.of("ip", "netns", "delete", name).require(REMEDY));
        links().forEach(link -> {
            // The other end may have taken it away just now.
            Command.of("ip", "link", "delete", link).run();
        });
        List<String> left = links();
        if (!left.isEmpty()) {
            throw new LabException("cannot remove " + String.join(", ", left), "ip link", REMEDY);
        }
    }

    /** Names of this lab's namespaces, whoever made them. */
    public List<String> namespaces() {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(NAMESPACES)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(NAMESPACES, net.namespacePrefix() + "*")) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            } catch (IOException e) {
                throw new LabException("cannot list network namespaces", NAMESPACES.toString(), REMEDY, e);
            }
        }
        return names;
    }

    /** Names of this lab's links on the machine: the bridge, the hosts' lines, and what slow lines are made of. */
    public List<String> links() {
        return Command.of("ip", "-o", "link", "show")
                .require(REMEDY)
                .lines()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length > 1)
                .map(parts -> parts[1].strip().replaceFirst("@.*", ""))
                .filter(net::owns)
                .toList();
    }
}
