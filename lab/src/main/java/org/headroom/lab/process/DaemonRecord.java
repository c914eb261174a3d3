package org.headroom.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What a pid file of the lab says. A pid alone could by now be somebody else's process, so the time at which it started
 * (in clock ticks since boot) and the boot are kept with it.
 */
record DaemonRecord(long pid, long startTicks, String boot) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    static DaemonRecord of(ProcStat stat) {
        return new DaemonRecord(stat.pid(), stat.startTicks(), currentBoot());
    }

    static String currentBoot() {
        try {
            return Files.readString(BOOT_ID).trim();
        } catch (IOException e) {
            throw new LabException("cannot tell one boot from another", BOOT_ID.toString(), "mount /proc", e);
        }
    }

    /** Empty when there is no pid file, or one that was cut short. */
    static Optional<DaemonRecord> read(Path file) {
        Properties values = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            values.load(reader);
            return Optional.of(new DaemonRecord(
                    Long.parseLong(values.getProperty("pid", "")),
                    Long.parseLong(values.getProperty("start-ticks", "")),
                    values.getProperty("boot", "")));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, "pid=" + pid + "\nstart-ticks=" + startTicks + "\nboot=" + boot + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
