package org.headroom.loadgen.distributed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says a word to injectors each second, from their connection on: both sides know by it that the other is there, so an
 * injector that is ready early waits for one that takes long. Lost ones hear nothing, so that they stop if they still
 * run.
 */
final class Pinger implements AutoCloseable {
    private final List<RemoteInjector> injectors = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("injector-pinger").daemon().factory());

    Pinger() {
        var _ = clock.scheduleAtFixedRate(this::ping, 0, 1, TimeUnit.SECONDS);
    }

    void add(RemoteInjector injector) {
        injectors.add(injector);
    }

    private void ping() {
        injectors.stream().filter(one -> !one.isLost()).forEach(one -> one.send(new Message.Ping(System.nanoTime())));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
