package org.headroom.probes.site.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.headroom.probes.site.SiteFetcher.Answer;
import org.headroom.probes.site.SiteFetcher.Handshake;
import org.headroom.probes.site.SiteFetcher.Request;
import org.headroom.probes.site.SiteFetcher.Trouble;
import org.headroom.probes.site.SiteFetcher.Visit;
import org.headroom.probes.site.SiteFetcher.Visited;
import org.jspecify.annotations.Nullable;

/** One visit under way: its connection and what came of it so far. Everything happens on the event loop. */
final class VisitTask {
    private final Visit visit;
    private final EventLoop loop;
    private final CompletableFuture<Visited> result = new CompletableFuture<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Channel> open = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private @Nullable Handshake handshake;
    private @Nullable Consumer<Request> sender;
    private @Nullable ScheduledFuture<?> timeout;
    private int asked;

    VisitTask(Visit visit, EventLoop loop) {
        this.visit = visit;
        this.loop = loop;
    }

    Visit visit() {
        return visit;
    }

    EventLoop loop() {
        return loop;
    }

    CompletableFuture<Visited> result() {
        return result;
    }

    boolean over() {
        return result.isDone();
    }

    void endAfter(Duration deadline) {
        timeout = loop.schedule(
                () -> fail(new Trouble(Trouble.Kind.TIMEOUT, "no answer within " + deadline.toMillis() + " ms")),
                deadline.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Closed with the visit. */
    void owns(Channel channel) {
        open.add(channel);
        if (over()) {
            var _ = channel.close();
        }
    }

    /** The connection stands; requests go by that sender. */
    void connected(List<X509Certificate> chain, Consumer<Request> by) {
        if (over() || handshake != null) {
            return;
        }
        handshake = new Handshake.Done(Duration.ofNanos(System.nanoTime() - startNanos), chain);
        sender = by;
        next();
    }

    /** An answer is whole. */
    void answered(Answer.Answered answer) {
        if (!over()) {
            answers.add(answer);
            next();
        }
    }

    private void next() {
        Consumer<Request> by = sender;
        if (by != null && asked < visit.requests().size()) {
            by.accept(visit.requests().get(asked++));
        } else {
            end();
        }
    }

    /** The handshake failed, or what is asked now. */
    void fail(Trouble trouble) {
        if (over()) {
            return;
        }
        if (handshake == null) {
            handshake = new Handshake.Failed(trouble);
        } else {
            answers.add(new Answer.Failed(trouble));
        }
        end();
    }

    private void end() {
        if (timeout != null) {
            timeout.cancel(false);
        }
        Handshake how = handshake == null
                ? new Handshake.Failed(new Trouble(Trouble.Kind.OWN, "it never began"))
                : handshake;
        result.complete(new Visited(how, answers));
        // Once the codec is through with what it reads now. The last first: a stream before its connection.
        loop.execute(() -> open.reversed().forEach(Channel::close));
    }
}
