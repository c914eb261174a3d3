package org.headroom.lab.line;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.headroom.lab.process.Command;

/** Two hosts on a bridge of their own in 10.78.0.0/16, with names that no other run has: "visitor" and "server". */
final class TwoHosts implements AutoCloseable {
    private final String id = "%05x".formatted(ThreadLocalRandom.current().nextInt(0x100000));
    private final int net = ThreadLocalRandom.current().nextInt(256);
    final String bridge = "hrt" + id + "b";
    final String peer = "hrt" + id + "v";
    private final String otherPeer = "hrt" + id + "s";
    final Namespace visitor = new Namespace("hrt-" + id + "-visitor");
    final Namespace server = new Namespace("hrt-" + id + "-server");
    final Line line;

    TwoHosts(Path directory) {
        line = Line.of(directory.resolve("line"), host(), peer, bridge);
        try {
            ip("link add " + bridge + " type bridge", "link set " + bridge + " up");
            add(visitor, peer, visitorAddress());
            add(server, otherPeer, serverAddress());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    String host() {
        return "t" + id;
    }

    String visitorAddress() {
        return "10.78." + net + ".1";
    }

    String serverAddress() {
        return "10.78." + net + ".2";
    }

    String roamingAddress() {
        return "10.78." + net + ".77";
    }

    private void add(Namespace namespace, String name, String address) {
        ip("netns add " + namespace.name());
        ip("link add " + name + " type veth peer name eth0 netns " + namespace.name());
        ip("link set " + name + " master " + bridge + " up");
        Command.of("ip", "-n", namespace.name(), "-batch", "-")
                .withInput("addr add " + address + "/24 dev eth0\nlink set lo up\nlink set eth0 up\n")
                .require("is this run by root?");
    }

    private static void ip(String... commands) {
        Command.of("ip", "-batch", "-")
                .withInput(String.join("\n", commands) + "\n")
                .require("is this run by root?");
    }

    /** A listening TCP socket of the server. */
    ServerSocketChannel listen() throws IOException, InterruptedException {
        return server.call(() -> ServerSocketChannel.open(StandardProtocolFamily.INET)
                .bind(new InetSocketAddress(InetAddress.ofLiteral(serverAddress()), 0)));
    }

    /** A TCP connection of the visitor. */
    SocketChannel connect(ServerSocketChannel to) throws IOException, InterruptedException {
        SocketChannel channel = visitor.call(() -> SocketChannel.open(StandardProtocolFamily.INET));
        channel.connect(to.getLocalAddress());
        return channel;
    }

    DatagramChannel serverUdp() throws IOException, InterruptedException {
        return udp(server, serverAddress());
    }

    DatagramChannel visitorUdp() throws IOException, InterruptedException {
        return udp(visitor, visitorAddress());
    }

    private static DatagramChannel udp(Namespace namespace, String address) throws IOException, InterruptedException {
        return namespace.call(() -> DatagramChannel.open(StandardProtocolFamily.INET)
                .bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0)));
    }

    /** What there is in this namespace of the line's interfaces. */
    List<String> lineInterfaces() throws IOException {
        try (var names = Files.list(Path.of("/sys/class/net"))) {
            return names.map(name -> name.getFileName().toString())
                    .filter(name -> name.endsWith("-" + host()))
                    .sorted()
                    .toList();
        }
    }

    String masterOfPeer() throws IOException {
        return Files.readSymbolicLink(Path.of("/sys/class/net", peer, "master"))
                .getFileName()
                .toString();
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        attempt(failures, line::mend);
        for (Namespace namespace : List.of(visitor, server)) {
            attempt(
                    failures,
                    () -> Command.of("ip", "netns", "delete", namespace.name()).run());
        }
        for (String name : List.of(peer, otherPeer, bridge)) {
            attempt(failures, () -> Command.of("ip", "link", "delete", name).run());
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private static void attempt(List<RuntimeException> failures, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }
}
