package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.probes.check.CheckResult;
import org.headroom.probes.check.CheckState;
import org.headroom.probes.check.History;
import org.headroom.probes.check.Look;
import org.headroom.probes.check.PrometheusFormat;
import org.headroom.probes.check.StateFile;
import org.headroom.probes.check.TextFormat;
import org.headroom.probes.tier.Wiring;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.ConfigException;
import org.jspecify.annotations.Nullable;

/** One check from the stack file to the exit code; whatever goes wrong is told as a monitoring plugin tells it. */
final class CheckJob {
    private static final String UNKNOWN = "HEADROOM UNKNOWN - ";
    /** Of the timeout is kept for starting, judging and telling: a busy machine takes its time for these, too. */
    private static final int TO_TELL = 5;

    private static final Duration LEAST = Duration.ofMillis(500);

    private final long beganNanos = System.nanoTime();
    private final Session session;
    private final WatchedOptions watched;
    private final CheckFiles files;

    CheckJob(Session session, WatchedOptions watched, CheckFiles files) {
        this.session = session;
        this.watched = watched;
        this.files = files;
    }

    int run(CheckFormat format, boolean onChange) throws IOException {
        Stack stack;
        Selection selection;
        try {
            stack = StackFile.read(files.stackFile());
            selection = watched.selection(stack);
        } catch (ConfigException e) {
            session.terminal().line(UNKNOWN + files.stackFile() + " cannot be read, see below");
            e.problems().forEach(problem -> session.terminal().line(problem.toString()));
            return CheckCommand.UNKNOWN;
        }
        return checked(stack, selection, format, onChange);
    }

    private int checked(Stack stack, Selection selection, CheckFormat format, boolean onChange) throws IOException {
        List<String> notes = new ArrayList<>();
        CheckResult result;
        try (StateHolder holder = holder(notes)) {
            if (holder.busy) {
                if (!onChange) {
                    session.terminal()
                            .line(UNKNOWN + "another check of this stack is still running; its state is in "
                                    + files.state());
                }
                return CheckCommand.UNKNOWN;
            }
            result = look(stack, selection, holder.read(notes), onChange, holder, notes);
        }
        if (files.textfile().isPresent()) {
            writeWhole(files.textfile().get(), PrometheusFormat.of(result));
        }
        // After the state was let go: whoever reads slowly, or not at all, holds up no other check.
        session.terminal().raw(onChange ? TextFormat.changes(result) : format.of(result));
        return result.level().exitCode();
    }

    private CheckResult look(
            Stack stack,
            Selection selection,
            CheckState state,
            boolean onChange,
            StateHolder holder,
            List<String> notes) {
        try (StackWatch watch = StackWatch.of(stack, selection, Wiring.Purpose.CHECK, session.clock())) {
            notes.addAll(watch.notes());
            History history = new History(stack.checking(), session.clock()::getZone);
            Look look = history.completed(watch.looker().look(state.past(), left()), state);
            Instant now = look.now().time();
            CheckResult judged =
                    new CheckResult(look.now(), history.judged(look.verdicts(), state, now), look.took(), notes);
            holder.write(history.after(state, look, onChange), notes);
            return new CheckResult(judged.now(), judged.judged(), judged.took(), notes);
        }
    }

    /** What is left for looking, by the clock that the watchdog goes by. */
    private Duration left() {
        Duration whole = watched.timeout().minus(watched.timeout().dividedBy(TO_TELL));
        Duration left = whole.minusNanos(System.nanoTime() - beganNanos);
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** The collector must never see half a file, and reads as another user. */
    private static void writeWhole(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(fresh, text);
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private StateHolder holder(List<String> notes) {
        try {
            Optional<StateFile> file = StateFile.take(files.state(), files.stateName());
            return new StateHolder(file.orElse(null), file.isEmpty());
        } catch (IOException e) {
            notes.add("nothing is kept between runs, so there are no rates and everything counts as new: "
                    + Headroom.words(e) + " (--state DIR)");
            return new StateHolder(null, false);
        }
    }

    /** The state, if there can be one. */
    private static final class StateHolder implements AutoCloseable {
        private final @Nullable StateFile file;
        private final boolean busy;

        StateHolder(@Nullable StateFile file, boolean busy) {
            this.file = file;
            this.busy = busy;
        }

        CheckState read(List<String> notes) {
            if (file == null) {
                return CheckState.NONE;
            }
            CheckState state = file.read();
            file.problem().ifPresent(notes::add);
            return state;
        }

        void write(CheckState state, List<String> notes) {
            if (file == null) {
                return;
            }
            try {
                file.write(state);
            } catch (IOException e) {
                notes.add("the state for the next run could not be kept: " + Headroom.words(e));
            }
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
