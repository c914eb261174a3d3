package org.headroom.cli;

import java.util.Map;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.H3Choice;
import org.headroom.loadgen.transport.TcpChoice;
import org.headroom.loadgen.transport.netty.NettyH3Transport;
import picocli.CommandLine.Option;

/** What speaks the protocols, and how visitors come to h3. */
final class TransportOptions {
    @Option(
            names = "--transport",
            paramLabel = "auto|netty|jetty",
            defaultValue = "AUTO",
            description =
                    "What speaks h1 and h2: Netty with native TLS, or Jetty in pure Java at two to three times the CPU"
                            + " (default: auto, Netty where it runs).")
    private TcpChoice tcp = TcpChoice.AUTO;

    @Option(
            names = "--h3-transport",
            paramLabel = "auto|netty|kwik",
            defaultValue = "AUTO",
            description = "What speaks h3: Netty with native QUIC, or Kwik in pure Java for up to about a"
                    + " hundred connections (default: auto, Netty where it runs).")
    private H3Choice h3 = H3Choice.AUTO;

    @Option(
            names = "--h3-discovery",
            description =
                    "Visitors of h3 begin on h2 and go over to h3 when the site's Alt-Svc tells of it, as browsers"
                            + " do; returning ones remember it. Without it they know h3 from the start.")
    private boolean h3Discovery;

    Carriers carriers() {
        if (h3 == H3Choice.NETTY && !NettyH3Transport.isAvailable()) {
            throw CliException.usage("--h3-transport netty does not run here: " + NettyH3Transport.unavailableReason());
        }
        return new Carriers(tcp, h3, h3Discovery);
    }

    /** Wrong usage is told before anything else is done. */
    void check(boolean overH3, boolean roaming) {
        if (h3Discovery && !overH3) {
            throw CliException.usage("--h3-discovery is about h3, which is not among the protocols; add --protocol h3");
        }
        if (h3Discovery && roaming) {
            throw CliException.usage(
                    "--h3-discovery does not go with --roam: who has just gone over to h3 would be cut off from it");
        }
    }

    /** What run.json keeps of it. */
    Map<String, String> asPlan() {
        return h3Discovery ? Map.of("h3Discovery", "true") : Map.of();
    }
}
