package org.headroom.probes.gluster;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A brick: the directory on a node that holds a copy of a volume.
 *
 * @param client its number in the volume's graph, by which other bricks mark what it lacks
 * @param name as gluster names it: {@code HOST:/path}
 * @param host the stack file's name of its host
 * @param state whether it serves
 * @param why what is known beyond the state; empty if nothing
 * @param pending how many entries its index has for the other bricks; empty if nobody could look
 * @param entries those of them that were looked at closely
 */
record Brick(
        int client, String name, String host, State state, String why, OptionalDouble pending, List<Entry> entries) {
    /** Whether a brick serves. */
    enum State {
        /** Its process answers, or at least one mount is connected to it. */
        UP,
        /** No process. */
        DOWN,
        /** Its process is stopped (SIGSTOP, debugger). */
        FROZEN,
        /** Its process does not answer. */
        SILENT,
        /** Its host cannot be reached. */
        AWAY,
        /** Nobody could look. */
        UNSEEN
    }

    Brick {
        entries = List.copyOf(entries);
    }

    /** Whether it is known not to serve. */
    boolean lost() {
        return switch (state) {
            case UP, UNSEEN -> false;
            case DOWN, FROZEN, SILENT, AWAY -> true;
        };
    }

    /** What it does, in words. */
    String words() {
        String said = switch (state) {
            case UP -> "serves";
            case DOWN -> "is down (" + (why.isEmpty() ? "no process" : why) + ")";
            case FROZEN -> "is frozen (its process is stopped, " + why + ")";
            case SILENT -> "does not answer (" + why + ")";
            case AWAY -> "is away";
            case UNSEEN -> "is not known";
        };
        return name + " " + said;
    }
}
