package org.headroom.sync;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How rsync is told what to do, and how its answer is read. Runs nothing. */
final class Rsync {
    private static final Pattern LETTER = Pattern.compile("[A-Za-z]");
    private static final Pattern FILES = Pattern.compile("(?m)^Number of regular files transferred: ([0-9,.]+)");
    private static final Pattern BYTES = Pattern.compile("(?m)^Total transferred file size: ([0-9,.]+)");
    private static final Pattern DELETED = Pattern.compile("(?m)^Number of deleted files: ([0-9,.]+)");

    /** What {@code --stats} says. */
    record Stats(long files, long bytes, long deleted) {}

    private Rsync() {}

    /** The command of one pass. Files appear in the shadow by rename, all at the end; deletions come last. */
    static List<String> command(SyncJob job, List<String> linkedDirectories, boolean dryRun) {
        List<String> command = new ArrayList<>(List.of(
                "rsync",
                "--recursive",
                "--links",
                "--safe-links",
                "--times",
                "--omit-dir-times",
                "--perms",
                "--chmod=D755,F644",
                "--delete-after",
                "--delay-updates",
                "--prune-empty-dirs",
                "--stats",
                "--no-human-readable",
                "--timeout=" + job.timeout().toSeconds()));
        if (dryRun) {
            command.add("--dry-run");
        }
        filters(job, linkedDirectories).forEach(filter -> command.add("--filter=" + filter));
        // With the slash it is the content that is copied, not the directory.
        command.add(job.master().toAbsolutePath() + "/");
        command.add(job.shadow().toAbsolutePath() + "/");
        return List.copyOf(command);
    }

    /** The first rule that fits a path decides. What is excluded is not deleted from the shadow either. */
    static List<String> filters(SyncJob job, List<String> linkedDirectories) {
        List<String> filters = new ArrayList<>();
        filters.add("- /" + Marker.FILE);
        filters.add("- /" + Marker.FILE + ".new");
        linkedDirectories.forEach(path -> filters.add("- /" + escape(path)));
        job.excludes().forEach(pattern -> filters.add("- " + pattern));
        filters.add("+ */");
        job.types().forEach(type -> filters.add("+ *." + anyCase(type)));
        filters.add("- *");
        return filters;
    }

    /** Hosts write {@code .JPG} as well as {@code .jpg}. */
    static String anyCase(String type) {
        return LETTER.matcher(type)
                .replaceAll(letter -> "["
                        + letter.group().toLowerCase(Locale.ROOT)
                        + letter.group().toUpperCase(Locale.ROOT)
                        + "]");
    }

    private static String escape(String path) {
        return path.replaceAll("([\\\\*?\\[])", "\\\\$1");
    }

    /**
     * Directories that the master only links to, such as uploads on a shared volume. The proxies have those by their own
     * mount, so the pass neither copies them nor touches what the shadow has in their place.
     */
    static List<String> linkedDirectories(Path master) throws IOException {
        List<String> linked = new ArrayList<>();
        Files.walkFileTree(master, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isSymbolicLink() && !Files.isRegularFile(file)) {
                    linked.add(master.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return linked;
    }

    static Stats stats(String output) {
        return new Stats(number(FILES, output), number(BYTES, output), number(DELETED, output));
    }

    private static long number(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        return matcher.find() ? Long.parseLong(matcher.group(1).replaceAll("[,.]", "")) : 0;
    }
}
