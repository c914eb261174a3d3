package org.headroom.probes.site.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.headroom.probes.site.SiteFetcher.Answer;
import org.headroom.probes.site.SiteFetcher.Handshake;
import org.headroom.probes.site.SiteFetcher.Patience;
import org.headroom.probes.site.SiteFetcher.Request;
import org.headroom.probes.site.SiteFetcher.Trouble;
import org.headroom.probes.site.SiteFetcher.Visit;
import org.headroom.probes.site.SiteFetcher.Visited;
import org.jspecify.annotations.Nullable;

/** One visit under way: its connection and what came of it so far. Everything happens on the event loop. */
final class VisitTask {
    private final Visit visit;
    private final InetSocketAddress remote;
    private final EventLoop loop;
    private final CompletableFuture<Visited> result = new CompletableFuture<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Channel> open = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private @Nullable Handshake handshake;
    private @Nullable Consumer<Request> sender;
    private @Nullable ScheduledFuture<?> timeout;
    private @Nullable ScheduledFuture<?> handshakeTimeout;
    private int asked;

    VisitTask(Visit visit, InetSocketAddress remote, EventLoop loop) {
        this.visit = visit;
        this.remote = remote;
        this.loop = loop;
    }

    Visit visit() {
        return visit;
    }

    InetSocketAddress remote() {
        return remote;
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

    void endAfter(Patience patience) {
        handshakeTimeout = after(patience.handshake(), "no handshake");
        timeout = after(patience.whole(), "no answer");
    }

    private ScheduledFuture<?> after(Duration time, String what) {
        return loop.schedule(
                () -> fail(new Trouble(Trouble.Kind.TIMEOUT, what + " within " + time.toMillis() + " ms")),
                time.toNanos(),
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
        cancel(handshakeTimeout);
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
            answers.add(new Answer.Failed(trouble, Duration.ofNanos(System.nanoTime() - startNanos)));
        }
        end();
    }

    private void end() {
        cancel(handshakeTimeout);
        cancel(timeout);
        Handshake how =
                handshake == null ? new Handshake.Failed(new Trouble(Trouble.Kind.OWN, "it never began")) : handshake;
        result.complete(new Visited(how, answers));
        // Once the codec is through with what it reads now. The last first: a stream before its connection.
        if (!open.isEmpty()) {
            loop.execute(() -> open.reversed().forEach(channel -> {
                var _ = channel.close();
            }));
        }
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
