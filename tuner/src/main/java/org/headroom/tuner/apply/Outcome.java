package org.headroom.tuner.apply;

import java.util.List;

/** How it ended. */
public sealed interface Outcome {
    /** The files are in place. */
    record Applied(String backup, String text) implements Outcome {}

    /** There was nothing to do. */
    record Unchanged(String text) implements Outcome {}

    /** Nothing was changed: a daemon does not accept the files, or somebody has changed what is there. */
    record Refused(String text) implements Outcome {}

    /** What was there is back. */
    record RolledBack(String backup, String text) implements Outcome {}

    /** Another one is at work there. */
    record Busy(String text) implements Outcome {}

    /** There is no way to the host. */
    record Unreachable(String text) implements Outcome {}

    /** It could not be done. */
    record Failed(String text) implements Outcome {}

    /** The connection broke: the host goes on by itself, and what became of it can be asked. */
    record Lost(String text) implements Outcome {}

    /** The answer to what there is to go back to. */
    record Listed(List<BackupEntry> backups) implements Outcome {
        public Listed {
            backups = List.copyOf(backups);
        }
    }

    /** For people, one line. */
    default String line() {
        return switch (this) {
            case Applied(String backup, String text) ->
                "Applied: " + text + (backup.isEmpty() ? "" : " (--rollback " + backup + " takes them back)");
            case Unchanged(String text) -> "Nothing to do: " + text;
            case Refused(String text) -> "Refused: " + text;
            case RolledBack(var _, String text) -> "Rolled back: " + text;
            case Busy(String text) -> "Not now: " + text;
            case Unreachable(String text) -> "Cannot reach it: " + text;
            case Failed(String text) -> "Failed: " + text;
            case Lost(String text) -> "Connection lost: " + text;
            case Listed(var backups) ->
                backups.isEmpty() ? "No backups" : backups.size() + " backups, the newest first";
        };
    }

    /** 0 done; 1 the answer is no, and all is as it was; 3 it could not be done. */
    default int exitCode() {
        return switch (this) {
            case Applied _, Unchanged _, Listed _ -> 0;
            case Refused _, RolledBack _ -> 1;
            case Busy _, Unreachable _, Failed _, Lost _ -> 3;
        };
    }
}
