package org.headroom.tuner.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;

/**
 * Memory of the daemons that run on a host, by PSS and private bytes; what does not run, or may not be read (it
 * needs root), is assumed.
 *
 * <p>Apache: PSS of a process = a₀ + threads × a₁. Processes of one configuration have equal thread counts, so both
 * cannot be fitted from them alone: a₁ is assumed, a₀ is what is left of the mean.
 */
public final class ProcessMemory {
    private static final Set<String> APACHE = Set.of("apache2", "httpd");
    private static final Set<String> MARIADB = Set.of("mariadbd", "mysqld");
    static final double OPCACHE_GROWTH = 1.5;
    static final double OPCACHE_STEP = 32.0 * 1048576;
    /** PHP's own, where nothing is set. */
    private static final long OPCACHE_DEFAULT = 128L << 20;

    private final List<RunningProcess> processes;
    private final int unread;

    private ProcessMemory(List<RunningProcess> processes, int unread) {
        this.processes = processes;
        this.unread = unread;
    }

    /** Of processes that are known. */
    static ProcessMemory of(List<RunningProcess> processes) {
        return of(processes, 0);
    }

    /**
     * Of processes that are known, beside others that are not.
     *
     * @param unread how many may not be read
     */
    static ProcessMemory of(List<RunningProcess> processes, int unread) {
        return new ProcessMemory(List.copyOf(processes), unread);
    }

    /** Of an origin that nobody can look at: everything is assumed. */
    public static ProcessMemory unknown() {
        return new ProcessMemory(List.of(), 0);
    }

    /** Apache's parent, a₀ and a₁. */
    public OriginMeasurements.Apache apache() {
        List<RunningProcess> all = processes.stream()
                .filter(process -> APACHE.contains(process.name()))
                .toList();
        Optional<RunningProcess> parent = all.stream()
                .filter(process -> all.stream().noneMatch(other -> other.pid() == process.parent()))
                .findFirst();
        // A child of one thread is no worker process: mod_cgid's daemon, rotatelogs, or one that is ending.
        List<RunningProcess> workers = all.stream()
                .filter(process ->
                        parent.isPresent() && process.parent() == parent.get().pid())
                .filter(process -> process.threads() > 1)
                .toList();
        if (parent.isEmpty() || workers.isEmpty()) {
            return new OriginMeasurements.Apache(
                    Assumptions.APACHE_PARENT, Assumptions.APACHE_PROCESS, Assumptions.APACHE_THREAD);
        }
        double largest = workers.stream()
                .mapToDouble(process -> process.pssBytes() - process.threads() * Assumptions.APACHE_THREAD.value())
                .max()
                .orElse(0);
        return new OriginMeasurements.Apache(
                Figure.ofBytes(
                        parent.get().pssBytes(),
                        "PSS of process " + parent.get().pid()),
                new Figure(
                        Math.max(largest, Assumptions.LEAST_APACHE_PROCESS),
                        "PSS of the largest of " + workers.size() + " processes, less its threads × a1"),
                Assumptions.APACHE_THREAD);
    }

    /**
     * PHP-FPM's master, and its opcache as large as it is planned to be: what is configured, or if that is too small half
     * more than is in use, in steps of 32 MiB. It is never made smaller: what is in use right after a reload is not what a
     * warm one needs.
     *
     * @param configuredOpcache bytes of opcache.memory_consumption, if it is known
     * @param phpFiles of all sites, if they were counted
     */
    public OriginMeasurements.Fpm fpm(OptionalLong configuredOpcache, Optional<Figure> phpFiles) {
        Figure files = phpFiles.orElse(new Figure(0, "not counted"));
        List<RunningProcess> fpm =
                processes.stream().filter(ProcessMemory::isFpm).toList();
        Optional<RunningProcess> master = fpm.stream()
                .filter(process -> process.command().startsWith("php-fpm: master"))
                .findFirst();
        if (master.isEmpty()) {
            return new OriginMeasurements.Fpm(Assumptions.FPM_MASTER, unseen(configuredOpcache), files);
        }
        long shared = fpm.stream().mapToLong(RunningProcess::sharedMemoryBytes).sum();
        Figure masterBytes = Figure.ofBytes(
                master.get().pssBytes(), "PSS of process " + master.get().pid());
        Figure opcache = shared == 0 ? unseen(configuredOpcache) : planned(shared, configuredOpcache);
        return new OriginMeasurements.Fpm(masterBytes, opcache, files);
    }

    private static Figure unseen(OptionalLong configured) {
        return configured.isPresent()
                ? Figure.ofBytes(configured.getAsLong(), "as configured; what is in use could not be seen")
                : Assumptions.OPCACHE;
    }

    private static Figure planned(long shared, OptionalLong configured) {
        double needed = Math.ceil(Math.max(shared * OPCACHE_GROWTH, 1) / OPCACHE_STEP) * OPCACHE_STEP;
        String inUse = String.format(Locale.ROOT, "%.0f MiB of shared memory in use", shared / 1048576.0);
        long now = configured.orElse(OPCACHE_DEFAULT);
        if (now >= needed) {
            return Figure.ofBytes(now, (configured.isPresent() ? "as configured; " : "PHP's default; ") + inUse);
        }
        return new Figure(needed, inUse + " × 1.5, in steps of 32 MiB");
    }

    /** p95 of the private memory of a pool's children. */
    public Figure childBytes(String pool) {
        List<Long> sizes = childSizes(pool);
        return sizes.isEmpty()
                ? Assumptions.CHILD
                : Figure.ofBytes(
                        sizes.get((int) Math.ceil(sizes.size() * 0.95) - 1),
                        "p95 of the private bytes of " + sizes.size() + " children");
    }

    /** The largest child to be expected: the largest there is, and a fifth more, since it may not have met its worst page. */
    public Figure worstChildBytes(String pool) {
        List<Long> sizes = childSizes(pool);
        return sizes.isEmpty()
                ? Assumptions.WORST_CHILD
                : new Figure(
                        sizes.getLast() * 1.2,
                        "largest private bytes of " + sizes.size() + " children, and a fifth more to grow");
    }

    /**
     * PSS of everything that is neither Apache nor PHP-FPM, and a tenth more; a MariaDB counts as large as it may grow.
     * Empty if nothing could be read.
     */
    public Optional<Figure> others(DatabaseMemory database) {
        return unread == 0
                ? seen(database)
                : seen(database)
                        .map(
                                figure -> Figure.assumed(
                                        Math.max(figure.value(), Assumptions.RESERVED.value()),
                                        unread
                                                + " processes could not be read, so no less than for a Galera node and the system"));
    }

    private Optional<Figure> seen(DatabaseMemory database) {
        List<RunningProcess> others = processes.stream()
                .filter(process -> !isFpm(process) && !APACHE.contains(process.name()))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        double bytes = others.stream().mapToLong(RunningProcess::pssBytes).sum() * 1.1;
        double growth = others.stream()
                .filter(process -> MARIADB.contains(process.name()))
                .mapToDouble(process -> Math.max(0, database.grownBytes().value() - process.pssBytes() * 1.1))
                .sum();
        String words = "PSS of " + others.size() + " other processes, and a tenth more";
        return Optional.of(
                growth > 0
                        ? new Figure(
                                bytes + growth,
                                String.format(
                                        Locale.ROOT,
                                        "%s; %.0f MiB for MariaDB to grow to %s",
                                        words,
                                        growth / 1048576.0,
                                        database.grownBytes().source()))
                        : new Figure(bytes, words));
    }

    /** Whether a MariaDB runs there. */
    public boolean hasDatabase() {
        return processes.stream().anyMatch(process -> MARIADB.contains(process.name()));
    }

    private List<Long> childSizes(String pool) {
        return processes.stream()
                .filter(process -> isFpm(process) && process.command().equals("php-fpm: pool " + pool))
                .map(RunningProcess::privateBytes)
                .sorted()
                .toList();
    }

    private static boolean isFpm(RunningProcess process) {
        return process.name().startsWith("php-fpm");
    }
}
