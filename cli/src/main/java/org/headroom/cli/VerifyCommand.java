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
            "The tests with real daemons need root on Debian: an image of Debian 13 with nginx, Apache, PHP-FPM, MariaDB",
            "with Galera, GlusterFS and WordPress is made in /var/lib/headroom/lab (800 MB); no service is started, and the",
            "machine's own configuration stays as it is.",
            "",
            "Examples:",
            "  headroom verify           everything, some twenty minutes",
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
