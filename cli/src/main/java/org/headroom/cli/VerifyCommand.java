package org.headroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Help for `verify`, which the launcher does itself: it has to build before there is anything to start. */
@Command(
        name = "verify",
        header = "Install what the tests need and run all of them.",
        mixinStandardHelpOptions = true,
        description = "Install what the tests need and run all of them: build checks, unit tests, real daemons.",
        footer = {
            "",
            "The tests with real daemons need root on Debian 12: nginx with HTTP/3 (Debian 13, in a folder of its",
            "own), Apache, PHP-FPM, MariaDB and WordPress are installed as packages; none of their services is",
            "started, and the machine's own configuration stays as it is.",
            "",
            "Examples:",
            "  headroom verify           everything, some ten minutes",
            "  headroom verify --unit    without real daemons; any user, any Linux"
        })
final class VerifyCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--unit", description = "Leave out the tests with real daemons.")
    private boolean unit;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.terminal()
                .error("headroom: verify" + (unit ? " --unit" : "")
                        + " is done by the launcher: run ./headroom verify in the checkout");
        return ExitCode.COULD_NOT_RUN;
    }
}
