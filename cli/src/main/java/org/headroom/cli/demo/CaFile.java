package org.headroom.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The authority's certificate in a temporary directory of its own, for as long as the stack runs. */
final class CaFile implements AutoCloseable {
    private final Path directory;
    private final Path path;

    CaFile(String pem) throws IOException {
        directory = Files.createTempDirectory("headroom-demo-");
        path = Files.writeString(directory.resolve("ca.pem"), pem);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(directory);
    }
}
