package org.headroom.loadgen.transport.kwik;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Future;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.QuicStream;

/**
 * One exchange on a virtual thread of its own. As with every transport, a request on a connection that had been used
 * before and died before a byte of the answer is sent once more.
 */
final class KwikExchange implements Runnable {
    static final Outcome.Failed INTERRUPTED = new Outcome.Failed(FailureKind.INTERRUPTED, "the visitor left");
    private static final Outcome.Failed CLOSED =
            new Outcome.Failed(FailureKind.CONNECTION_CLOSED, "the connection was closed");
    private static final long H3_REQUEST_CANCELLED = 0x10c;
    /**
     * Less than a packet holds. Kwik counts a stream's requests to send only after it has made them: when its sender is
     * quicker than that and has sent a packet's worth of a larger write, it believes that another request is under way,
     * and the rest is never sent. One form in twenty hung.
     */
    private static final int MOST_BYTES_A_WRITE = 1000;

    private final KwikVisitor visitor;
    private final OngoingExchange ongoing;
    private volatile @Nullable Thread thread;
    private volatile @Nullable QuicStream stream;
    private volatile @Nullable Future<?> timeout;

    KwikExchange(KwikVisitor visitor, OngoingExchange ongoing) {
        this.visitor = visitor;
        this.ongoing = ongoing;
    }

    OngoingExchange ongoing() {
        return ongoing;
    }

    void timeoutBy(Future<?> scheduled) {
        timeout = scheduled;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            boolean again = attempt(true);
            if (again) {
                attempt(false);
            }
        } finally {
            thread = null;
            over();
        }
    }

    /** True when the exchange should be tried once more. */
    private boolean attempt(boolean mayRepeat) {
        if (ongoing.over()) {
            return false;
        }
        KwikConnection connection = visitor.connection(ongoing.request());
        Outcome.Failed unconnected = connection.ready();
        while (unconnected != null
                && unconnected.kind() == FailureKind.INTERRUPTED
                && !visitor.closed()
                && !ongoing.over()) {
            // Woken late, for the connection before this one, which is gone.
            unconnected = connection.ready();
        }
        if (unconnected != null) {
            end(visitor.closed() ? INTERRUPTED : unconnected);
            return false;
        }
        ConnectionUse use = connection.use();
        ongoing.on(use);
        Outcome.Failed failed = exchangeOver(connection);
        if (failed == null) {
            return false;
        }
        if (mayRepeat && !use.opened() && failed.kind() == FailureKind.CONNECTION_CLOSED && unanswered()) {
            connection.close();
            stream = null;
            // The loss of the connection was told by interrupting.
            Thread.interrupted();
            return true;
        }
        end(visitor.closed() ? INTERRUPTED : failed);
        return false;
    }

    private Outcome.@Nullable Failed exchangeOver(KwikConnection connection) {
        connection.board(this);
        try {
            exchange(connection.newStream());
            return null;
        } catch (IOException e) {
            return connection.ended() ? CLOSED : Failures.ofStream(e);
        } catch (RuntimeException e) {
            // Kwik throws these for interrupted waits, among others.
            return connection.ended() ? CLOSED : new Outcome.Failed(FailureKind.OTHER, e.toString());
        } finally {
            connection.leave(this);
        }
    }

    private boolean unanswered() {
        return ongoing.request().repeatable() && !ongoing.answering() && !ongoing.over() && !visitor.closed();
    }

    private void exchange(QuicStream opened) throws IOException {
        stream = opened;
        try (OutputStream out = opened.getOutputStream()) {
            ongoing.written();
            byte[] frames = AnswerReader.requestFrames(ongoing.request());
            for (int from = 0; from < frames.length; from += MOST_BYTES_A_WRITE) {
                out.write(frames, from, Math.min(MOST_BYTES_A_WRITE, frames.length - from));
            }
        }
        new AnswerReader(opened.getInputStream(), ongoing).readAll();
        ongoing.ended();
    }

    /** Ends it from another thread: the time is up, or the visitor leaves. */
    void stop(Outcome.Failed why) {
        end(why);
        wake();
    }

    /** Makes blocking calls return; Kwik leaves readers waiting when the peer closes the connection. */
    void wake() {
        QuicStream used = stream;
        if (used != null) {
            used.abortReading(H3_REQUEST_CANCELLED);
        }
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void end(Outcome.Failed failed) {
        ongoing.fail(failed.kind(), failed.detail());
    }

    private void over() {
        Future<?> scheduled = timeout;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        visitor.over(this);
    }
}
