package org.headroom.loadgen.transport;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers everything that a transport tells. */
final class RecordingListener implements ExchangeListener {
    final List<Long> progress = new CopyOnWriteArrayList<>();
    final List<ResponseHead> heads = new CopyOnWriteArrayList<>();
    final AtomicInteger doneCalls = new AtomicInteger();
    private final CompletableFuture<Exchange> done = new CompletableFuture<>();
    private volatile long decodedBytes;

    @Override
    public void onHead(ResponseHead head) {
        heads.add(head);
    }

    @Override
    public void onProgress(long decoded) {
        progress.add(decoded);
    }

    @Override
    public void onDone(Exchange exchange, long decoded) {
        doneCalls.incrementAndGet();
        decodedBytes = decoded;
        done.complete(exchange);
    }

    boolean isDone() {
        return done.isDone();
    }

    long decodedBytes() {
        return decodedBytes;
    }

    Exchange await() {
        return done.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
