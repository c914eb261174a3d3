package org.headroom.tuner.config.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tree under a directory of this machine: {@code /}, or the root of a host whose files are here. */
public final class DirectoryTree implements ConfigTree {
    /** No configuration is as large; what is, is something else. */
    static final int MOST_BYTES = 1 << 20;

    private final Path root;
    private final LinkWalk walk = new LinkWalk(this::entry);

    /** What the host has as its {@code /}. */
    public DirectoryTree(Path root) {
        this.root = root;
    }

    @Override
    public FileText read(String path) {
        Optional<LinkWalk.Place> place = walk.resolve(path);
        if (place.isEmpty()) {
            return new FileText.Missing();
        }
        if (place.get().kind() != Kind.FILE) {
            return new FileText.Unreadable("not a file");
        }
        try (InputStream in = Files.newInputStream(at(place.get().path()), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? new FileText.Unreadable("larger than " + MOST_BYTES + " bytes")
                    : FileText.decoded(place.get().path(), bytes);
        } catch (IOException _) {
            return new FileText.Unreadable("not readable for this user");
        }
    }

    @Override
    public List<String> list(String directory) {
        Optional<LinkWalk.Place> place = walk.resolve(directory).filter(found -> found.kind() == Kind.DIRECTORY);
        if (place.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(at(place.get().path()))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    @Override
    public Optional<Kind> kind(String path) {
        return walk.resolve(path).map(LinkWalk.Place::kind);
    }

    private LinkWalk.Entry entry(String path) {
        try {
            Path file = at(path);
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                return new LinkWalk.Entry.Link(Files.readSymbolicLink(file).toString());
            }
            if (attributes.isDirectory()) {
                return new LinkWalk.Entry.Here(Kind.DIRECTORY);
            }
            // A pipe or a device would be waited for.
            return attributes.isRegularFile() ? new LinkWalk.Entry.Here(Kind.FILE) : new LinkWalk.Entry.Nothing();
        } catch (IOException | InvalidPathException _) {
            return new LinkWalk.Entry.Nothing();
        }
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }
}
