package org.headroom.lab.daemon;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.StreamSupport;
import org.headroom.lab.process.LabException;

/** The PHP that an image has, as Debian's paths name it: {@code 8.4}. */
public final class PhpVersion {
    private static final String PREFIX = "php-fpm";

    private PhpVersion() {}

    /** The newest one. */
    public static String of(Path image) {
        Path sbin = image.resolve("usr/sbin");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(sbin, PREFIX + "[0-9]*")) {
            return StreamSupport.stream(entries.spliterator(), false)
                    .map(entry -> entry.getFileName().toString().substring(PREFIX.length()))
                    .filter(version -> version.matches("\\d+\\.\\d+"))
                    .max(Comparator.comparing(Double::valueOf))
                    .orElseThrow(() -> none(sbin, "there is none"));
        } catch (IOException e) {
            throw none(sbin, e.toString());
        }
    }

    private static LabException none(Path sbin, String why) {
        return new LabException("no PHP-FPM in the image: " + why, sbin.toString(), "run \"headroom lab install\"");
    }
}
