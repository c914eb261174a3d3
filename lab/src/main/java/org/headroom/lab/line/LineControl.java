package org.headroom.lab.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.headroom.lab.process.LabException;

/**
 * The line's end of its control socket: one request a connection, a line of text ({@code settings TEXT},
 * {@code roam OWN SEEN}, {@code roam none}, {@code statistics}), answered by {@code ok} or {@code error} and what follows.
 */
final class LineControl implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Direction outward;
    private final Direction inward;
    private LineSettings settings;
    private AddressTranslator translator = AddressTranslator.none();

    /** The socket's file appears with this, in a directory that must be the owner's only. */
    LineControl(Path socket, LineSettings settings, Direction outward, Direction inward) throws IOException {
        this.settings = settings;
        this.outward = outward;
        this.inward = inward;
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }

    /** Answers, each request in a thread of its own, so that a client that stands still holds up nobody. */
    void serve() throws IOException {
        while (true) {
            SocketChannel client = server.accept();
            Thread.ofPlatform().daemon().name("control").start(() -> converse(client));
        }
    }

    private void converse(SocketChannel client) {
        try (client;
                BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(Channels.newWriter(client, StandardCharsets.UTF_8))) {
            String request = in.readLine();
            if (request != null) {
                out.print(answer(request));
            }
        } catch (IOException _) {
            // The client went away; what it asked for is done.
        }
    }

    private synchronized String answer(String request) {
        try {
            String[] words = request.trim().split(" ", 2);
            String rest = words.length == 2 ? words[1] : "";
            return switch (words[0]) {
                case "settings" -> change(LineSettings.parse(rest));
                case "roam" -> roam(rest);
                case "statistics" ->
                    "ok\n"
                            + LineReport.write(new LineStatistics(
                                    settings, translator.roaming(), outward.statistics(), inward.statistics()));
                default -> "error\nthere are settings, roam and statistics, not " + words[0] + "\n";
            };
        } catch (LabException | IllegalArgumentException e) {
            return "error\n" + e.getMessage() + "\n";
        }
    }

    private String change(LineSettings next) {
        settings = next;
        outward.change(next);
        inward.change(next);
        return "ok\n";
    }

    private String roam(String text) {
        String[] addresses = text.split(" ", -1);
        if (!text.equals("none") && addresses.length != 2) {
            return "error\nroam takes the host's address and the one to be seen, or none\n";
        }
        translator = translator.changedTo(
                text.equals("none") ? Optional.empty() : Optional.of(Roaming.of(addresses[0], addresses[1])));
        outward.translate(translator);
        inward.translate(translator);
        return "ok\n";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
