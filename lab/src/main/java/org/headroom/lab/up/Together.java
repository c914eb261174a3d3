package org.headroom.lab.up;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.headroom.lab.process.LabException;

/** Work that goes on at the same time. The first failure ends the rest and is the failure of all. */
public final class Together {
    private Together() {}

    /** One piece of work. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Does it for each. */
    @FunctionalInterface
    public interface Each<T> {
        void accept(T value) throws Exception;
    }

    public static <T> void each(Collection<T> values, Each<T> work) {
        all(values.stream().<Work>map(value -> () -> work.accept(value)).toList());
    }

    public static void all(Work... works) {
        all(List.of(works));
    }

    private static void all(List<Work> works) {
        List<Future<?>> futures = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Consumer<Throwable> stop = _ -> executor.shutdownNow();
            for (Work work : works) {
                futures.add(executor.submit(() -> {
                    try {
                        work.run();
                        return null;
                    } catch (Exception e) {
                        stop.accept(e);
                        throw e;
                    }
                }));
            }
            rethrow(futures);
        }
    }

    // A task that was interrupted since another failed is not the cause.
    private static void rethrow(List<Future<?>> futures) {
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            } catch (CancellationException e) {
                failures.add(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException(
                        "interrupted", "lab up", "start it again; headroom lab down clears up whatever may be left", e);
            }
        }
        if (failures.isEmpty()) {
            return;
        }
        Throwable cause = failures.stream()
                .filter(failure -> !String.valueOf(failure.getMessage()).contains("interrupted"))
                .findFirst()
                .orElse(failures.getFirst());
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        throw new LabException(String.valueOf(cause), "lab up", "see the messages above", cause);
    }
}
