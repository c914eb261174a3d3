package org.headroom.lab.fault;

import org.headroom.lab.process.Command;

/** Freezes processes of lab hosts, by this machine's pids, and lets them go on. */
final class Signals {
    private Signals() {}

    /** All threads of it stop; its connections stay open, and nobody answers on them. */
    static void freeze(long pid) {
        Command.of("kill", "-STOP", Long.toString(pid)).require("has process " + pid + " ended?");
    }

    /** Harmless for one that runs, or has ended just now. */
    static void resume(long pid) {
        Command.of("kill", "-CONT", Long.toString(pid)).run();
    }
}
