package org.headroom.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.lab.LabStatus;
import picocli.CommandLine.Command;

/** `headroom lab status`. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "What runs where, how much memory it takes, how long the stack took to come up.",
            "Exit code 1 when no stack is up, or something of it does not serve."
        },
        footer = {"", "Example:", "  headroom lab status"})
final class LabStatusCommand implements Callable<Integer> {
    private final Session session;

    LabStatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return LabCommand.on(session, lab -> {
            Optional<LabStatus> status = lab.status();
            if (status.isEmpty()) {
                session.terminal().line("No stack is up.");
                return ExitCode.ANSWER_IS_NO;
            }
            LabTable.print(session, status.get());
            return status.get().serving() ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO;
        });
    }
}
