package org.headroom.probes.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The waiting of this program's threads that still live, by the kernel's scheduler statistics. */
final class OwnThreads {
    private static final double NANOS = 1e9;

    private OwnThreads() {}

    /** As of now; {@link CpuWait#UNKNOWN} where the kernel does not tell. */
    static CpuWait now() {
        return of(Path.of("/proc/self/task"));
    }

    static CpuWait of(Path tasks) {
        double waited = 0;
        double had = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                double[] one = one(thread.resolve("schedstat"));
                had += one[0];
                waited += one[1];
            }
        } catch (IOException _) {
            return CpuWait.UNKNOWN;
        }
        return new CpuWait(waited / NANOS, had / NANOS);
    }

    /** Nanoseconds on a CPU, and waiting for one; a thread that has ended meanwhile did neither. */
    private static double[] one(Path file) {
        try {
            String[] words =
                    Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
            return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return new double[] {0, 0};
        }
    }
}
