package org.headroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.lab.LabStack;
import org.headroom.lab.line.DirectionStatistics;
import org.headroom.lab.line.Line;
import org.headroom.lab.line.LineSettings;
import org.headroom.lab.line.LineStatistics;
import org.headroom.lab.line.Roaming;
import org.headroom.lab.process.LabException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** `headroom lab line`. */
@Command(
        name = "line",
        mixinStandardHelpOptions = true,
        description = {
            "Put a slow or lossy line between a host and all others, in the middle of its connections; change it; take",
            "it away. Settings hold for each direction: delay=15ms jitter=2ms loss=1%% rate=10mbit queue=100ms, or a",
            "preset (dsl, 4g, 3g, two-sites, lossy-wifi), or a preset and settings after it. Without settings: shows it."
        },
        footer = {
            "",
            "Examples:",
            "  headroom lab line origin3 two-sites             15 ms each way, as between two sites",
            "  headroom lab line web1 4g loss=1%%               visitors of web1 are on a bad mobile line",
            "  headroom lab line origin3 roam 10.77.0.99       others see that address of it from now on",
            "  headroom lab line origin3 home                  and its own again",
            "  headroom lab line origin3 off"
        })
final class LabLineCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "HOST", description = "As headroom lab status names it.")
    private String host = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "SETTING", description = "Settings, or off, roam, home.")
    private List<String> words = new ArrayList<>();

    LabLineCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return LabCommand.on(session, lab -> {
            Line line = line(lab);
            switch (words.isEmpty() ? "" : words.getFirst()) {
                case "" -> {}
                case "off" -> line.mend();
                case "home" -> requireSlow(line).roam(Optional.empty());
                case "roam" -> requireSlow(line).roam(Optional.of(roaming(lab)));
                default -> line.slow(settings());
            }
            show(line);
            return ExitCode.GOOD;
        });
    }

    private Line line(LabStack lab) {
        try {
            return lab.line(host);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private Line requireSlow(Line line) {
        if (!line.isSlow()) {
            throw CliException.usage(
                    host + " is at no slow line, which alone can roam: headroom lab line " + host + " 4g");
        }
        return line;
    }

    private Roaming roaming(LabStack lab) {
        if (words.size() != 2) {
            throw CliException.usage("roam wants one address that nobody has, such as 10.77.0.99");
        }
        try {
            return Roaming.of(lab.host(host).address(), words.get(1));
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private LineSettings settings() {
        try {
            return LineSettings.parse(String.join(" ", words));
        } catch (LabException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private void show(Line line) {
        if (!line.isSlow()) {
            session.terminal().line(host + ": no slow line");
            return;
        }
        LineStatistics now = line.statistics();
        session.terminal()
                .line(host + ": " + now.settings()
                        + now.roaming().map(roaming -> ", " + roaming).orElse(""));
        session.terminal().line("  sent:     " + words(now.outward()));
        session.terminal().line("  received: " + words(now.inward()));
    }

    private static String words(DirectionStatistics direction) {
        return direction.frames() + " frames, " + direction.bytes() + " bytes; lost " + direction.lost()
                + ", dropped since the queue was full " + direction.queueFull();
    }
}
