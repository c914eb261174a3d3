package org.headroom.loadgen.distributed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.schedule.Share;

/** The injectors of a run, connected, with the plan in hand. */
public final class Injectors implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofMillis(300);

    private final List<RemoteInjector> all;
    private final Pinger pinger;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Injectors(List<RemoteInjector> all, Pinger pinger) {
        this.all = List.copyOf(all);
        this.pinger = pinger;
    }

    /**
     * Connects to all of them and gives each its share of the plan. From then on they are taken; {@link #close()} lets
     * them go.
     *
     * @param version of Headroom
     * @throws InjectorsException when any of them cannot or will not; then none is taken
     */
    public static Injectors connect(
            List<InjectorAddress> addresses, SharedKey key, String version, LoadPlan plan, TransportSettings transports)
            throws InjectorsException, InterruptedException {
        String text = new PlanText(plan, transports).encode();
        Pinger pinger = new Pinger();
        try {
            return connect(addresses, key, version, text, pinger);
        } catch (InterruptedException | RuntimeException e) {
            pinger.close();
            throw e;
        }
    }

    private static Injectors connect(
            List<InjectorAddress> addresses, SharedKey key, String version, String plan, Pinger pinger)
            throws InjectorsException, InterruptedException {
        List<String> problems = new ArrayList<>();
        List<Callable<RemoteInjector>> connections = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            InjectorAddress address = addresses.get(i);
            Share share = new Share(i, addresses.size());
            connections.add(() -> {
                RemoteInjector injector = RemoteInjector.connect(address, share, key, version);
                pinger.add(injector);
                return injector;
            });
        }
        List<RemoteInjector> connected = together(connections, addresses, problems);
        if (problems.isEmpty()) {
            // Only when all are there: nobody is kept busy for a run that does not begin.
            List<Callable<RemoteInjector>> assignments = new ArrayList<>();
            for (RemoteInjector injector : connected) {
                assignments.add(() -> {
                    injector.assign(plan);
                    return injector;
                });
            }
            together(assignments, addresses, problems);
        }
        Injectors injectors = new Injectors(connected, pinger);
        if (!problems.isEmpty()) {
            injectors.close();
            throw new InjectorsException(problems);
        }
        return injectors;
    }

    private static List<RemoteInjector> together(
            List<Callable<RemoteInjector>> steps, List<InjectorAddress> addresses, List<String> problems)
            throws InterruptedException {
        List<RemoteInjector> good = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RemoteInjector>> results = each.invokeAll(steps);
            for (int i = 0; i < results.size(); i++) {
                try {
                    good.add(results.get(i).get());
                } catch (ExecutionException e) {
                    String reason = e.getCause() instanceof IOException expected
                            ? String.valueOf(expected.getMessage())
                            : "cannot be used: " + e.getCause();
                    problems.add("injector " + addresses.get(i) + " " + reason);
                }
            }
        }
        return good;
    }

    List<RemoteInjector> all() {
        return all;
    }

    /** As {@code --injectors} named them, with their ports. */
    public List<String> names() {
        return all.stream().map(RemoteInjector::name).toList();
    }

    /** Says goodbye, so that they are ready for the next plan at once. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        pinger.close();
        all.forEach(injector -> injector.send(new Message.Bye()));
        try {
            Thread.sleep(GOODBYE); // the lines send in the background
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        all.forEach(RemoteInjector::close);
    }
}
