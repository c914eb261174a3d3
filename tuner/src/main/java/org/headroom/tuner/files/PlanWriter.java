package org.headroom.tuner.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.Secrets;

/** Writes a plan under a directory: its files in the tree of the host, and tuning.json beside them. */
public final class PlanWriter {
    private PlanWriter() {}

    /**
     * Writes all files, each to a temporary name first and then renamed: none is ever seen half written.
     *
     * @return what was written, tuning.json last
     */
    public static List<Path> write(Plan plan, Path dir) throws IOException {
        List<Path> written = new ArrayList<>();
        for (Plan.PlannedFile file : plan.files()) {
            written.add(replace(inside(dir, file.path()), file.content(), Secrets.isIn(file.content())));
        }
        boolean secret = plan.files().stream().anyMatch(file -> Secrets.isIn(file.content()));
        written.add(replace(dir.resolve("tuning.json"), PlanJson.toJson(plan), secret));
        return written;
    }

    private static Path inside(Path dir, String path) {
        Path file = dir.resolve(path).normalize();
        if (!file.startsWith(dir.normalize()) || Path.of(path).isAbsolute()) {
            throw new IllegalArgumentException("not a path inside the tree: " + path);
        }
        return file;
    }

    private static Path replace(Path file, String content, boolean secret) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path temporary = Files.createTempFile(parent, "." + file.getFileName(), ".new");
        try {
            Files.writeString(temporary, content);
            // Temporary files are private; configuration is read by daemons and people, unless it holds a password.
            if (secret || temporary.toFile().setReadable(true, false)) {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                throw new IOException("cannot make " + temporary + " readable");
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
        return file;
    }
}
