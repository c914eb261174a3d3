package org.headroom.cli;

import java.util.Optional;
import org.headroom.tuner.apply.Handling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What tune is asked to do with an origin's files. */
final class ApplyOptions {
    private static final String NEWEST = "";

    @Option(
            names = "--apply",
            description = "Install the files on the origin: backup, the daemons' own checks, graceful reload, a look"
                    + " whether all is well, and back to what was there if anything is not.")
    private boolean apply;

    @Option(
            names = "--restart",
            description = "With --apply or --rollback: stop and start a daemon whose reload would ignore a change"
                    + " (ServerLimit, ThreadLimit, backlogs).")
    private boolean restart;

    @Option(
            names = "--force",
            description = "With --apply, --rollback or --refine: replace files that somebody has changed since.")
    private boolean force;

    @Option(
            names = "--rollback",
            arity = "0..1",
            fallbackValue = NEWEST,
            paramLabel = "ID",
            description = "Put the origin's files back as they were before the newest, or that, --apply. Without an ID,"
                    + " after one that was interrupted: that one alone.")
    private @Nullable String rollback;

    @Option(names = "--list", description = "With --rollback: show what there is to go back to, and change nothing.")
    private boolean list;

    /** Whether files are to be installed. */
    boolean apply() {
        return apply;
    }

    /** Whether nothing is to be computed: it goes back, or shows where to. */
    boolean back() {
        return rollback != null;
    }

    boolean list() {
        return list;
    }

    /** Before which backup everything shall be as it was; empty: the newest. */
    Optional<String> backup() {
        return Optional.ofNullable(rollback).filter(id -> !id.equals(NEWEST));
    }

    Handling handling() {
        return new Handling(restart, force);
    }

    /**
     * Says so when they do not go together.
     *
     * @param trying whether settings are tried, which changes files, too
     */
    void check(boolean diff, boolean trying) {
        if (apply && back()) {
            throw CliException.usage("--apply and --rollback are two things: one after the other");
        }
        if (diff && (apply || back())) {
            throw CliException.usage("--diff only shows: leave it out to change anything");
        }
        if (list && !back()) {
            throw CliException.usage("--list belongs to --rollback");
        }
        boolean changes = apply || trying || (back() && !list);
        if ((restart || force) && !changes) {
            throw CliException.usage("--restart and --force belong to --apply, --rollback or --refine");
        }
    }
}
