package org.headroom.lab.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.process.Command;

/** The questions that tell whether a daemon serves yet. Each answers what is lacking, or nothing. */
final class Ready {
    private static final int CONNECT_MILLIS = 1000;

    private Ready() {}

    static Optional<String> accepts(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("no connection to " + address + ":" + port + " (" + e.getMessage() + ")");
        }
    }

    /** A port on the host's loopback, which this machine cannot reach. */
    static Optional<String> acceptsInside(LabHost host, int port) {
        Command.Result result =
                host.command("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port).run();
        return result.good()
                ? Optional.empty()
                : Optional.of("no connection to 127.0.0.1:" + port + " on " + host.name());
    }

    static Optional<String> answers(String url, String expected) {
        Command.Result result = Command.of("curl", "-sS", "--fail", "--noproxy", "*", "--max-time", "5", url)
                .run();
        if (result.good() && result.output().contains(expected)) {
            return Optional.empty();
        }
        return Optional.of(url + " does not answer with \"" + expected + "\": "
                + result.output().strip());
    }
}
