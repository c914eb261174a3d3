package org.headroom.sync;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.sync.SyncProblem.Kind;

/** Keeps one shadow: makes both ends ready once, then copies pass by pass. */
public final class ShadowSync {
    private final SyncJob job;

    public ShadowSync(SyncJob job) {
        this.job = job;
    }

    /**
     * Declares both directories to be the ends of this sync. To be done once, by a person who knows that they are; until
     * then no pass touches them. An end that already is another sync's is left as it is, and is a problem.
     */
    public List<SyncProblem> init() {
        List<SyncProblem> problems = new ArrayList<>();
        overlap().ifPresent(problems::add);
        mark(Marker.master(job.site()), job.master()).ifPresent(problems::add);
        mark(Marker.shadow(job.site()), job.shadow()).ifPresent(problems::add);
        return List.copyOf(problems);
    }

    private static Optional<SyncProblem> mark(Marker marker, Path directory) {
        Optional<SyncProblem> problem = marker.check(directory);
        if (problem.isEmpty() || problem.get().kind() != Kind.NO_MARKER) {
            return problem;
        }
        try {
            marker.write(directory);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new SyncProblem(
                    Kind.NO_MARKER, "cannot write into " + directory + ": " + e, "see who may write there"));
        }
    }

    /** One pass. */
    public SyncResult run() {
        return run(false);
    }

    /** Tells what a pass would do, and changes nothing. */
    public SyncResult dryRun() {
        return run(true);
    }

    private SyncResult run(boolean dryRun) {
        long startNanos = System.nanoTime();
        List<SyncProblem> problems = problems();
        if (!problems.isEmpty()) {
            return nothing(startNanos, dryRun, problems);
        }
        // The lock is on the shadow's marker: whoever writes to this shadow, from whichever host, takes the same one.
        try (FileChannel channel = FileChannel.open(job.shadow().resolve(Marker.FILE), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null ? nothing(startNanos, dryRun, List.of(busy())) : pass(startNanos, dryRun);
        } catch (OverlappingFileLockException _) {
            return nothing(startNanos, dryRun, List.of(busy()));
        } catch (IOException e) {
            SyncProblem problem = new SyncProblem(
                    Kind.RSYNC, "the pass could not be made: " + e.getMessage(), "install rsync; run it as root");
            return nothing(startNanos, dryRun, List.of(problem));
        }
    }

    private SyncResult pass(long startNanos, boolean dryRun) throws IOException {
        List<String> command = Rsync.command(job, Rsync.linkedDirectories(job.master()), dryRun);
        SyncPass.Outcome outcome = new SyncPass(command, job.timeout()).run();
        Rsync.Stats stats = Rsync.stats(outcome.output());
        return new SyncResult(
                stats.files(),
                stats.bytes(),
                stats.deleted(),
                since(startNanos),
                dryRun,
                outcome.problem().stream().toList());
    }

    private static SyncResult nothing(long startNanos, boolean dryRun, List<SyncProblem> problems) {
        return new SyncResult(0, 0, 0, since(startNanos), dryRun, problems);
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private SyncProblem busy() {
        return new SyncProblem(
                Kind.BUSY, "another pass writes to " + job.shadow(), "wait for it; it ends within its own time limit");
    }

    /** What speaks against a pass. */
    private List<SyncProblem> problems() {
        List<SyncProblem> problems = new ArrayList<>();
        overlap().ifPresent(problems::add);
        Marker.master(job.site())
                .check(job.master())
                .ifPresentOrElse(problems::add, () -> empty().ifPresent(problems::add));
        Marker.shadow(job.site()).check(job.shadow()).ifPresent(problems::add);
        return problems;
    }

    private Optional<SyncProblem> overlap() {
        try {
            Path master = job.master().toRealPath();
            Path shadow = job.shadow().toRealPath();
            if (master.startsWith(shadow) || shadow.startsWith(master)) {
                return Optional.of(new SyncProblem(
                        Kind.OVERLAP, master + " and " + shadow + " lie within each other", "choose another shadow"));
            }
        } catch (IOException _) {
            // One of them is not there, which its marker's check tells.
        }
        return Optional.empty();
    }

    private Optional<SyncProblem> empty() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                job.master(), entry -> !entry.getFileName().toString().startsWith(Marker.FILE))) {
            if (entries.iterator().hasNext()) {
                return Optional.empty();
            }
            return Optional.of(new SyncProblem(
                    Kind.EMPTY_MASTER,
                    "the master " + job.master() + " is empty",
                    "copying it would empty the shadow; is its volume mounted?"));
        } catch (IOException e) {
            return Optional.of(new SyncProblem(
                    Kind.NO_DIRECTORY, "cannot list " + job.master() + ": " + e, "see who may read it"));
        }
    }
}
