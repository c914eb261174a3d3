package org.headroom.tuner.apply;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.PerlHost;
import org.jspecify.annotations.Nullable;

/**
 * Puts files in place on one host. Whatever happens here, or to the way there, the host ends with all of the new files or
 * all of the old ones: the new ones stay only if they are confirmed in time.
 */
public final class Installer {
    /** How long the host waits for word after the reload. Longer than to settle and two checks that take their time. */
    private static final Duration CONFIRM = Duration.ofSeconds(90);

    private static final Duration SETTLE = Duration.ofSeconds(25);

    /** How long it takes to get there, at most. */
    private static final Duration FIRST_WORD = Duration.ofSeconds(30);

    /** The longest time without a line: a stop and a start of every daemon, each with its own limit. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final PerlHost host;
    private final Consumer<Progress> progress;
    private final Map<String, String> settings;
    private final Duration settle;
    private final Duration firstWord;
    private final AtomicReference<@Nullable InstallerSession> running = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    public Installer(PerlHost host, Consumer<Progress> progress) {
        this(host, progress, Map.of("confirm", Long.toString(CONFIRM.toSeconds())), SETTLE, FIRST_WORD);
    }

    /**
     * @param settings of the program
     * @param settle how long what was reloaded may take to be well
     * @param firstWord how long it may take to get there
     */
    Installer(
            PerlHost host,
            Consumer<Progress> progress,
            Map<String, String> settings,
            Duration settle,
            Duration firstWord) {
        this.host = host;
        this.progress = progress;
        this.settings = Map.copyOf(settings);
        this.settle = settle;
        this.firstWord = firstWord;
    }

    /** Puts the files in place; without any, it only does what an earlier reload left open. */
    public Outcome apply(List<NewFile> files, Handling handling, HealthCheck health) throws InterruptedException {
        InstallerOrders orders = new InstallerOrders(handling, settings);
        files.forEach(orders::file);
        return changed(orders.opening("apply"), health);
    }

    /**
     * Puts back what was there before.
     *
     * @param backup before which everything shall be as it was; empty: the newest
     */
    public Outcome rollback(Optional<String> backup, Handling handling, HealthCheck health)
            throws InterruptedException {
        InstallerOrders orders = new InstallerOrders(handling, settings);
        backup.ifPresent(id -> orders.set("id", id));
        return changed(orders.opening("rollback"), health);
    }

    /** What there is to go back to: {@link Outcome.Listed} if all is well. */
    public Outcome list() throws InterruptedException {
        return told(new InstallerOrders(Handling.CAREFUL, settings).opening("list"), null);
    }

    /** Stops it, from another thread: what was changed is changed back, and who waits for the outcome is told so. */
    public void cancel() {
        cancelled.set(true);
        InstallerSession session = running.get();
        if (session != null) {
            session.undo("interrupted");
        }
    }

    private Outcome changed(String opening, HealthCheck health) throws InterruptedException {
        HealthGate gate = new HealthGate(health, System::nanoTime, Thread::sleep);
        gate.remember();
        return told(opening, gate);
    }

    private Outcome told(String opening, @Nullable HealthGate gate) throws InterruptedException {
        if (cancelled.get()) {
            return new Outcome.Refused("interrupted; nothing was changed");
        }
        try (InstallerSession session = InstallerSession.start(host, opening)) {
            running.set(session);
            if (cancelled.get()) {
                session.undo("interrupted");
            }
            return outcome(session, gate);
        } catch (IOException e) {
            return new Outcome.Unreachable(host.name() + ": cannot start a process for it: " + e.getMessage());
        } finally {
            running.set(null);
        }
    }

    private Outcome outcome(InstallerSession session, @Nullable HealthGate gate) throws InterruptedException {
        List<BackupEntry> backups = new ArrayList<>();
        boolean heard = false;
        boolean helper = false;
        Optional<List<String>> line = session.next(firstWord);
        if (line.isEmpty()) {
            // One that only looks does so when its input ends.
            session.close();
            line = session.next(firstWord);
        }
        while (line.isPresent()) {
            List<String> fields = line.get();
            if (fields.getFirst().equals("result")) {
                return result(fields, backups);
            }
            heard |= said(fields, session, gate, backups);
            helper |= fields.getFirst().equals("helper") || fields.getFirst().equals("!");
            line = session.next(SILENCE);
        }
        if (heard) {
            return lost();
        }
        return helper ? onlyLooks() : unreachable(session.ended());
    }

    /** Takes a line; false: it is none of the installer's, but a greeting of the host's shell, say. */
    private boolean said(
            List<String> fields, InstallerSession session, @Nullable HealthGate gate, List<BackupEntry> backups)
            throws InterruptedException {
        String text = fields.size() > 1 ? fields.get(1) : "";
        switch (fields.getFirst()) {
            case "hello" -> {}
            case "step" -> progress.accept(new Progress(Progress.Kind.STEP, text));
            case "note" -> progress.accept(new Progress(Progress.Kind.NOTE, text));
            case "detail" -> progress.accept(new Progress(Progress.Kind.DETAIL, text));
            case "armed" -> judge(session, gate);
            case "backup" -> entry(fields).ifPresent(backups::add);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void judge(InstallerSession session, @Nullable HealthGate gate) throws InterruptedException {
        if (gate == null) {
            session.confirm();
            return;
        }
        progress.accept(new Progress(Progress.Kind.STEP, "looking whether all is well"));
        List<Finding> worse = gate.worse(settle);
        List<Finding> broken = HealthGate.broken(worse);
        if (broken.isEmpty()) {
            worse.forEach(finding ->
                    progress.accept(new Progress(Progress.Kind.NOTE, "not as well as before: " + finding.text())));
            session.confirm();
        } else {
            session.undo(HealthGate.words(broken));
        }
    }

    private static Optional<BackupEntry> entry(List<String> fields) {
        return fields.size() < 5
                ? Optional.empty()
                : Optional.of(new BackupEntry(
                        fields.get(1), fields.get(2), fields.get(3), fields.get(4), fields.subList(5, fields.size())));
    }

    private Outcome result(List<String> fields, List<BackupEntry> backups) {
        String kind = fields.size() > 1 ? fields.get(1) : "";
        String text = host.name() + ": " + (fields.size() > 2 ? fields.get(2) : "");
        String id = fields.size() > 3 ? fields.get(3) : "";
        return switch (kind) {
            case "applied" -> new Outcome.Applied(id, text);
            case "unchanged" -> new Outcome.Unchanged(text);
            case "refused" -> new Outcome.Refused(text);
            case "rolled-back" -> new Outcome.RolledBack(id, text);
            case "busy" -> new Outcome.Busy(text);
            case "listed" -> new Outcome.Listed(backups);
            default -> new Outcome.Failed(text);
        };
    }

    private Outcome lost() {
        return new Outcome.Lost(
                host.name() + " goes on by itself: it puts back what was there unless the new files were"
                        + " confirmed; --rollback --list shows how it ended");
    }

    private Outcome onlyLooks() {
        return new Outcome.Unreachable(
                host.name() + ": the key of the stack file's section ssh may run nothing there but"
                        + " the helper that looks (use one for a login that may run perl as root)");
    }

    private Outcome unreachable(HostAnswer.Unreachable why) {
        return new Outcome.Unreachable(host.name() + ": " + why.problem() + " (" + why.advice() + ")");
    }
}
