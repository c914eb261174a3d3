package org.headroom.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `headroom watch`: the check, for ever. */
@Command(
        name = "watch",
        header = "Look at the health of every tier for ever; tell what changes, serve Prometheus.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The same look as check, again and again until Ctrl-C or SIGTERM. Prints a line when something changes, with",
            "the time. With --listen every reading and verdict is at /metrics for Prometheus. Nothing listens unless asked."
        },
        footer = {
            "",
            "Examples:",
            "  headroom watch --stack stack.yaml",
            "  headroom watch --stack stack.yaml --listen 9469 --interval 15s     http://127.0.0.1:9469/metrics",
            "",
            "Exit codes: 0 stopped; 2 wrong usage or stack file; 3 could not run."
        })
final class WatchCommand implements Callable<Integer> {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Session session;

    @Mixin
    private WatchedOptions watched = new WatchedOptions();

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            description = "Serve /metrics there; a port alone listens on loopback only.")
    private @Nullable String listen;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "From the start of one look to the next (default: 30s; at least 1s).")
    private String interval = "30s";

    WatchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Duration pause = WatchedOptions.duration("--interval", interval, LEAST);
        return new WatchJob(session, watched, pause).run(listen);
    }
}
