package org.headroom.cli;

import java.util.Map;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.transport.Transports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Visitors who change their network in mid-page. */
final class RoamOption {
    @Option(
            names = "--roam",
            paramLabel = "N%",
            description =
                    "So many of the visitors change their network while their first page loads, and the time until"
                            + " its next byte is reported: h3 migrates (by Kwik, up to 100 at once), h1 and h2 connect anew.")
    private @Nullable String share;

    /** The same transports, with roaming visitors when they were asked for; over h3 Kwik carries those. */
    LoadRun.TransportFactory over(LoadRun.TransportFactory usual, Transports.Maker kwik) {
        if (share == null) {
            return usual;
        }
        double part = part(share);
        return protocol -> Transports.roaming(usual.create(protocol), kwik, part);
    }

    /** What run.json keeps of it. */
    Map<String, String> asPlan() {
        return share == null ? Map.of() : Map.of("roam", share);
    }

    /** Whether anybody roams. */
    boolean given() {
        return share != null;
    }

    private static double part(String text) {
        try {
            double percent = text.endsWith("%") ? Double.parseDouble(text.substring(0, text.length() - 1)) : Double.NaN;
            if (percent > 0 && percent <= 100) {
                return percent / 100;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw CliException.usage("--roam '" + text + "': a share of the visitors above 0%, such as 20%");
    }
}
