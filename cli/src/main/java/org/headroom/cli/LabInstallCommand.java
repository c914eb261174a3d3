package org.headroom.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.lab.LabInstaller;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `headroom lab install`. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = {
            "Install what the lab needs: a few Debian tools on this machine, an image of Debian 13 with everything that",
            "runs in the lab (in /var/lib/headroom/lab), and the WordPress sites. No service is started.",
            "Harmless to repeat. Asks first unless --yes."
        },
        footer = {"", "Example:", "  headroom lab install --yes"})
final class LabInstallCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    LabInstallCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return LabCommand.on(
                session,
                progress -> {
                    LabInstaller installer = new LabInstaller(LabPaths.standard());
                    boolean installed = installer.isInstalled();
                    if (!installed) {
                        session.terminal().line("To be installed: " + String.join(", ", installer.missing()));
                        if (!yes && !agreed()) {
                            throw CliException.usage("nothing was installed; say --yes, or answer yes on a terminal");
                        }
                        installer.install(progress);
                    }
                    LabStack.at(LabPaths.standard(), progress).prepare();
                    session.terminal()
                            .line("The lab is installed" + (installed ? " already" : "") + ". Next: headroom lab up");
                    return ExitCode.GOOD;
                },
                true);
    }

    private static boolean agreed() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readLine("Install these on this machine? [yes/no] "))
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
                .isPresent();
    }
}
