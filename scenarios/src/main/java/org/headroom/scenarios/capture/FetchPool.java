package org.headroom.scenarios.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.ResourceKind;

/** Fetches several URLs at once, as few at a time as a browser does, and every URL only once in a capture. */
final class FetchPool {
    private static final int AT_ONCE = 6;

    /** The kind decides which types are accepted and whether the body is kept. */
    private record Asked(WebUrl url, ResourceKind kind) {}

    private final Fetcher fetcher;
    private final CaptureProgress progress;
    private final Map<Asked, Answer> known = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    FetchPool(Fetcher fetcher, CaptureProgress progress) {
        this.fetcher = fetcher;
        this.progress = progress;
    }

    Answer fetch(WebUrl url, ResourceKind kind) throws InterruptedException {
        asked.incrementAndGet();
        return fetchCounted(url, kind);
    }

    private Answer fetchCounted(WebUrl url, ResourceKind kind) throws InterruptedException {
        Answer before = known.get(new Asked(url, kind));
        Answer answer = before == null ? fetcher.fetch(url, kind) : before;
        known.put(new Asked(url, kind), answer);
        progress.fetched(url.toString(), done.incrementAndGet(), asked.get());
        return answer;
    }

    /** Gives every node its answer. */
    void answer(List<PageTree.Node> nodes) throws InterruptedException {
        asked.addAndGet(nodes.size());
        Semaphore permits = new Semaphore(AT_ONCE);
        List<Callable<Answer>> tasks = new ArrayList<>();
        for (PageTree.Node node : nodes) {
            tasks.add(() -> {
                permits.acquire();
                try {
                    return fetchCounted(node.url, node.kind);
                } finally {
                    permits.release();
                }
            });
        }
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = executor.invokeAll(tasks);
            for (int i = 0; i < nodes.size(); i++) {
                nodes.get(i).answer = java.util.Optional.of(answers.get(i).get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fetch must end in an answer", e.getCause());
        }
    }
}
