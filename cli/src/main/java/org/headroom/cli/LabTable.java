package org.headroom.cli;

import java.util.Locale;
import org.headroom.lab.LabStatus;
import org.headroom.lab.LabStatus.HostStatus;
import org.headroom.lab.LabStatus.PartStatus;

/** The lab's state as a table: a line for each host, and one for each part of it. */
final class LabTable {
    private static final int WORDS = 4;
    private static final long MIB = 1 << 20;

    private LabTable() {}

    static void print(Session session, LabStatus status) {
        TextTable table = new TextTable(WORDS, "host", "role", "address", "state", "pid", "memory");
        for (HostStatus host : status.hosts()) {
            String state = !host.up() ? "down" : host.connected() ? "up" : "cut off";
            table.row(host.name(), "", host.address(), state, "", mib(host.pssBytes()));
            for (PartStatus part : host.parts()) {
                table.row(
                        "",
                        part.role(),
                        part.address(),
                        part.state().name().toLowerCase(Locale.ROOT),
                        part.pid().map(String::valueOf).orElse("-"),
                        mib(part.pssBytes()));
            }
        }
        table.lines().forEach(session.terminal()::line);
        for (HostStatus host : status.hosts()) {
            host.parts().stream()
                    .filter(part -> !part.lacking().isEmpty())
                    .forEach(part -> session.terminal()
                            .line("not serving: " + part.role() + " on " + host.name() + ": "
                                    + firstLine(part.lacking())));
        }
        for (HostStatus host : status.hosts()) {
            host.limitBytes()
                    .ifPresent(limit -> session.terminal()
                            .line(host.name() + ": memory limit " + mib(limit) + ", killed for want of memory: "
                                    + host.killed()));
        }
        status.faults().forEach(fault -> session.terminal().line("fault: " + fault));
        status.lines().forEach(line -> session.terminal().line("slow line to " + line));
        session.terminal()
                .line("memory " + mib(status.pssBytes()) + " on "
                        + status.hosts().size() + " hosts; "
                        + status.upAfter()
                                .map(took -> String.format(Locale.ROOT, "came up in %.1f s", took.toMillis() / 1000.0))
                                .orElse("it never quite came up: headroom lab up starts it anew"));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String mib(long bytes) {
        return bytes / MIB + " MiB";
    }
}
