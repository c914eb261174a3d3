package org.headroom.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code --listen}: a port of loopback, or an address and a port. */
final class ListenAddress {
    private static final Pattern SHAPE =
            Pattern.compile("(?:(?:\\[(?<v6>[0-9a-fA-F:.%]+)]|(?<v4>[^:\\[\\]]*)):)?(?<port>\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    private ListenAddress() {}

    static InetSocketAddress parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > LAST_PORT) {
            throw CliException.usage(
                    "--listen '" + text + "': write a port, e.g. 9100, or ADDR:PORT, e.g. 0.0.0.0:9100 or [::1]:9100");
        }
        String host = matcher.group("v6") != null ? matcher.group("v6") : matcher.group("v4");
        try {
            InetAddress address =
                    host == null || host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
            return new InetSocketAddress(address, Integer.parseInt(matcher.group("port")));
        } catch (UnknownHostException e) {
            throw CliException.usage("--listen " + text + ": '" + host + "' is no address of this machine");
        }
    }

    /** Opens the endpoint of a run; who cannot have it is told so before any load. */
    static LiveMetrics open(String text) {
        return new LiveMetrics(endpoint(text));
    }

    /** Opens an endpoint. */
    static MetricsEndpoint endpoint(String text) {
        InetSocketAddress address = parse(text);
        try {
            return MetricsEndpoint.listen(address);
        } catch (IOException e) {
            throw CliException.usage("--listen " + text + ": cannot listen there (" + e.getMessage()
                    + "); choose another port, or stop what uses it (ss -ltnp)");
        }
    }
}
