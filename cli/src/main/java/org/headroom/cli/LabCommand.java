package org.headroom.cli;

import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabStack;
import org.headroom.lab.process.LabException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** `headroom lab …`: a real stack on this machine. */
@Command(
        name = "lab",
        header = "Start a real stack on this machine: nginx, Apache, PHP-FPM, Galera, Gluster, WordPress.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "A whole stack with real daemons on this machine: hosts as network namespaces at 10.77.0.0/24, nginx with",
            "HTTP/3, Apache, PHP-FPM, MariaDB with Galera, GlusterFS, the shadow sync, an ACME authority, and WordPress",
            "sites filled with posts and images. It changes no configuration of the machine and starts none of its",
            "services; nothing leaves the machine. Needs root on Debian."
        },
        footer = {
            "",
            "Example:",
            "  headroom lab install           once: an image with everything, and the sites",
            "  headroom lab up                the whole stack; prints what runs where, and writes stack.yaml",
            "  headroom capture https://www.site1.test/ --resolve www.site1.test:443:10.77.0.11 \\",
            "        --cacert /var/lib/headroom/lab/run/certificates/ca.pem --out front.yaml",
            "  headroom load front.yaml --target https://www.site1.test --stack stack.yaml --protocol all",
            "  headroom lab fault fpm-kill    break something; `lab fault clear` mends it",
            "  headroom lab run origin1       a shell on a host",
            "  headroom lab down"
        })
final class LabCommand implements Runnable {
    private LabCommand() {}

    /** The command with its own commands. */
    static CommandLine commandLine(Session session) {
        return new CommandLine(new LabCommand())
                .addSubcommand(new LabInstallCommand(session))
                .addSubcommand(new LabUpCommand(session))
                .addSubcommand(new LabDownCommand(session))
                .addSubcommand(new LabStatusCommand(session))
                .addSubcommand(new LabFaultCommand(session))
                .addSubcommand(new LabLineCommand(session))
                .addSubcommand(new LabTemplatesCommand(session))
                .addSubcommand(new CommandLine(new LabRunCommand(session)).setStopAtPositional(true));
    }

    @Override
    public void run() {
        throw CliException.usage(
                "lab needs a command: install, up, down, status, fault, line, run or templates (see headroom lab --help)");
    }

    /** Works on the usual lab, with progress on the terminal. */
    static int on(Session session, ToIntFunction<LabStack> work) {
        return on(session, progress -> work.applyAsInt(LabStack.at(LabPaths.standard(), progress)), true);
    }

    /** Work of the lab that tells its progress. */
    interface Work {
        int run(Consumer<String> progress);
    }

    static int on(Session session, Work work, boolean indented) {
        try {
            return work.run(text -> session.terminal().line((indented ? "  " : "") + text));
        } catch (LabException e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
    }
}
