package org.headroom.tuner.apply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program that does it all on the host: one Perl file made of the parts in the folder {@code installer}. */
final class InstallerProgram {
    private static final List<String> PARTS = List.of(
            "00-main.pl",
            "10-files.pl",
            "20-backups.pl",
            "30-daemons.pl",
            "40-check.pl",
            "50-switch.pl",
            "60-commands.pl",
            "99-run.pl");

    private InstallerProgram() {}

    /** The whole program. */
    static String text() {
        StringBuilder text = new StringBuilder();
        for (String part : PARTS) {
            try (InputStream in = InstallerProgram.class.getResourceAsStream("installer/" + part)) {
                if (in == null) {
                    throw new IllegalStateException("no part " + part);
                }
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }
}
