package org.headroom.cli;

import java.util.Map;
import java.util.Set;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.transport.lookup.LookingUpTransport;
import org.headroom.loadgen.transport.lookup.NameServers;
import picocli.CommandLine.Option;

/** Who asks the name servers. */
final class LookupOption {
    private enum Lookups {
        ONCE,
        VISITOR
    }

    @Option(
            names = "--lookups",
            paramLabel = "once|visitor",
            defaultValue = "ONCE",
            description = "once: each name is looked up once, before the run. visitor: each visitor asks this machine's"
                    + " name servers, uncached, and waits; `dns` is then among the timings (default: once).")
    private Lookups lookups = Lookups.ONCE;

    /** The same transports, with visitors who look those names up when that was asked for. */
    LoadRun.TransportFactory over(LoadRun.TransportFactory usual, Set<String> names) {
        return given() ? protocol -> new LookingUpTransport(usual.create(protocol), names, new NameServers()) : usual;
    }

    /** Whether visitors look up for themselves. */
    boolean given() {
        return lookups == Lookups.VISITOR;
    }

    /** What run.json keeps of it. */
    Map<String, String> asPlan() {
        return given() ? Map.of("lookups", "visitor") : Map.of();
    }
}
