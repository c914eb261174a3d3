package org.headroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** `headroom lab down`. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "End the stack and remove its processes, namespaces, links, mounts and cgroups.",
        footer = {"", "Example:", "  headroom lab down"})
final class LabDownCommand implements Callable<Integer> {
    private final Session session;

    LabDownCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return LabCommand.on(session, lab -> {
            lab.down();
            session.terminal().line("The stack is down.");
            return ExitCode.GOOD;
        });
    }
}
