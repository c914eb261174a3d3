package org.headroom.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.lab.LabStack;
import org.headroom.lab.fault.FaultName;
import org.headroom.lab.fault.Faults;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** `headroom lab fault`. */
@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        description = {
            "Break something of the stack that is up, or mend everything with `clear`. It is broken, or mended, when this",
            "returns; what the daemon's own tool says of it is printed. Without HOST: at the most sensible one."
        },
        footer = {
            "",
            "Examples:",
            "  headroom lab fault nginx-kill",
            "  headroom lab fault galera-kill origin3",
            "  headroom lab fault clear"
        })
final class LabFaultCommand implements Callable<Integer> {
    private static final String CLEAR = "clear";

    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            completionCandidates = Labels.class,
            description = "What to break, or clear: ${COMPLETION-CANDIDATES}.")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "HOST", description = "Where.")
    private @Nullable String host;

    LabFaultCommand(Session session) {
        this.session = session;
    }

    /** The names of all faults. */
    static final class Labels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(FaultName.values()).map(FaultName::label).iterator();
        }
    }

    @Override
    public Integer call() {
        return LabCommand.on(session, lab -> {
            try {
                return name.equals(CLEAR) ? clear(lab) : inject(lab);
            } catch (IllegalArgumentException e) {
                throw CliException.usage(String.valueOf(e.getMessage()));
            }
        });
    }

    private int inject(LabStack lab) {
        told(lab.fault(FaultName.named(name), Optional.ofNullable(host)));
        return ExitCode.GOOD;
    }

    private int clear(LabStack lab) {
        var cleared = lab.clearFaults();
        cleared.forEach(this::told);
        session.terminal().line(cleared.isEmpty() ? "No fault was in effect." : "All faults are cleared.");
        return ExitCode.GOOD;
    }

    private void told(Faults.Active fault) {
        session.terminal().line(fault.fault().label() + " on " + fault.host() + ":");
        fault.evidence().lines().forEach(line -> session.terminal().line("    " + line));
    }
}
