package org.headroom.probes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Output of real daemons, see resources/samples. */
public final class Samples {
    private Samples() {}

    public static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream("/samples/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
