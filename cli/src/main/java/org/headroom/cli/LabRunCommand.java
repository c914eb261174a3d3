package org.headroom.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.headroom.lab.host.LabHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** `headroom lab run`. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run a command on a host of the stack, as root, with this terminal. Without a command: a shell.",
            "Ends with the command's exit code."
        },
        footer = {
            "",
            "Examples:",
            "  headroom lab run origin1 gluster volume status",
            "  headroom lab run origin1 mariadb -e \"SHOW STATUS LIKE 'wsrep_cluster_size'\"",
            "  headroom lab run origin1 headroom sync --stack /etc/headroom/stack.yaml --dry-run",
            "  headroom lab run web1"
        })
final class LabRunCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "HOST", description = "As headroom lab status names it.")
    private String host = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "COMMAND", description = "The command and its arguments.")
    private List<String> command = new ArrayList<>();

    LabRunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return LabCommand.on(session, lab -> {
            try {
                LabHost on = lab.host(host);
                List<String> words = command.isEmpty() ? List.of("bash", "-l") : command;
                return new ProcessBuilder(on.inside(words)).inheritIO().start().waitFor();
            } catch (IllegalArgumentException e) {
                throw CliException.usage(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw CliException.failed("cannot run a command on " + host + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitCode.COULD_NOT_RUN;
            }
        });
    }
}
