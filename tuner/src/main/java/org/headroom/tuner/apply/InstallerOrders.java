package org.headroom.tuner.apply;

import java.util.List;
import java.util.Map;
import org.headroom.probes.hosts.PerlLine;

/** What the installer is told. */
final class InstallerOrders {
    private final StringBuilder lines = new StringBuilder();

    InstallerOrders(Handling handling, Map<String, String> settings) {
        if (handling.restart()) {
            set("restart", "1");
        }
        if (handling.force()) {
            set("force", "1");
        }
        settings.forEach(this::set);
    }

    InstallerOrders set(String name, String value) {
        lines.append(PerlLine.of(List.of("set", name, value)));
        return this;
    }

    InstallerOrders file(NewFile file) {
        lines.append(PerlLine.of(List.of("file", file.path(), file.expected().word(), file.content())));
        return this;
    }

    /** The program, and its orders with this one as the last. */
    String opening(String command) {
        return InstallerProgram.text() + "\n__END__\n" + lines + PerlLine.of(List.of("do", command));
    }
}
