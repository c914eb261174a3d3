package org.headroom.probes.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * The program that looks at a host: one Perl file made of the parts beside this class, in the order of their names.
 * It is sent to the host with each run, or installed there and started by a forced command.
 */
public final class HelperProgram {
    private static final String FOLDER = "org/headroom/probes/hosts/helper/";
    private static final String VERSION = "VERSION_OF_HELPER";

    private HelperProgram() {}

    /** The whole program. */
    public static String text() {
        return Whole.TEXT;
    }

    /** What the program says of itself: the same text, the same version. */
    public static String version() {
        return Whole.DIGEST;
    }

    // Read when first wanted: a stack without hosts to look at needs none of it.
    private static final class Whole {
        private static final String SOURCE = source();
        private static final String DIGEST = digest(SOURCE);
        private static final String TEXT = SOURCE.replace(VERSION, DIGEST);
    }

    private static String source() {
        ClassLoader loader = HelperProgram.class.getClassLoader();
        StringBuilder text = new StringBuilder();
        for (String part : parts()) {
            try (InputStream in = loader.getResourceAsStream(FOLDER + part)) {
                if (in == null) {
                    throw new IllegalStateException("no " + part + " in " + FOLDER);
                }
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }

    private static List<String> parts() {
        try {
            Path root = Path.of(HelperProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.list(root.resolve(FOLDER))) {
                    return perl(files.map(file -> file.getFileName().toString()));
                }
            }
            try (JarFile jar = new JarFile(root.toFile())) {
                return perl(jar.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.startsWith(FOLDER))
                        .map(name -> name.substring(FOLDER.length())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> perl(Stream<String> names) {
        return names.filter(name -> name.endsWith(".pl")).sorted().collect(Collectors.toList());
    }

    private static String digest(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
