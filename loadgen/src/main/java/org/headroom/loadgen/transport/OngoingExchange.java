package org.headroom.loadgen.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.headroom.loadgen.transport.Exchange.ConnectionUse;
import org.headroom.loadgen.transport.decode.DecodedMeter;
import org.jspecify.annotations.Nullable;

/**
 * An exchange under way: takes what a protocol library reports, stamps the times, counts the bytes, and tells the
 * listener once how it ended. Every transport uses it, so "exactly once" and "nothing after the end" are decided here.
 *
 * <p>Reports may come from several threads (an answer on one, a timeout or the visitor's end on another); the listener
 * is called outside the lock, and never by two threads at a time.
 */
public final class OngoingExchange {
    private final WebRequest request;
    private final ExchangeListener listener;
    private final long sentNanos;

    private ConnectionUse connection;
    private ResponseHead head = ResponseHead.NONE;
    private long announcedBytes = -1;
    private long wireNanos;
    private long firstByteNanos;
    private long doneNanos;
    private long bodyBytes;
    private @Nullable DecodedMeter meter;
    private @Nullable ByteArrayOutputStream text;
    private @Nullable Outcome outcome;
    private boolean reporting;
    private boolean told;

    /** Starts the clock. */
    public OngoingExchange(WebRequest request, ExchangeListener listener) {
        this.request = request;
        this.listener = listener;
        this.connection = ConnectionUse.reused(request.address());
        this.sentNanos = System.nanoTime();
    }

    public WebRequest request() {
        return request;
    }

    /** What is left of the request's timeout; zero or less when it is over. */
    public long remainingNanos() {
        return request.timeoutNanos() - (System.nanoTime() - sentNanos);
    }

    /** It goes over that connection. */
    public synchronized void on(ConnectionUse use) {
        connection = use;
    }

    /** It goes out now, on a connection that is ready; a repetition counts anew. Nothing happens after an answer. */
    public synchronized void written() {
        if (firstByteNanos == 0) {
            wireNanos = System.nanoTime();
        }
    }

    /** The final response headers are here. */
    public void headers(ResponseHead answer) {
        synchronized (this) {
            if (outcome != null || firstByteNanos != 0) {
                return;
            }
            firstByteNanos = System.nanoTime();
            // The answer may overtake the library's word that the request was written.
            wireNanos = wireNanos == 0 ? firstByteNanos : wireNanos;
            head = answer;
            announcedBytes = bodyless(answer.status()) ? 0 : answer.contentLength();
            meter = DecodedMeter.of(answer.contentEncoding());
            if (request.keepText()) {
                text = new ByteArrayOutputStream(32 * 1024);
            }
            reporting = true;
        }
        try {
            listener.onHead(answer);
        } finally {
            endReport();
        }
    }

    /** Whether response headers were seen. */
    public synchronized boolean answering() {
        return firstByteNanos != 0;
    }

    /** Whether the body has fewer bytes so far than the headers announced. */
    public synchronized boolean shortOfAnnounced() {
        return announcedBytes > bodyBytes;
    }

    /** Whether the body has all the bytes that the headers announced; false when they announced none. */
    public synchronized boolean hasAllAnnounced() {
        return announcedBytes >= 0 && announcedBytes == bodyBytes && firstByteNanos != 0;
    }

    /** Whether the listener has been or is being told the end. */
    public synchronized boolean over() {
        return outcome != null;
    }

    /** More of the body; consumes the buffer. */
    public void body(ByteBuffer bytes) {
        long decoded;
        synchronized (this) {
            if (outcome != null || meter == null || !bytes.hasRemaining()) {
                return;
            }
            bodyBytes += bytes.remaining();
            meter.add(bytes, text);
            decoded = meter.decodedBytes();
            reporting = true;
        }
        try {
            listener.onProgress(decoded);
        } finally {
            endReport();
        }
    }

    /** The answer has ended properly as far as framing goes; whether it is whole is judged here. */
    public void ended() {
        end(null);
    }

    /** It failed; nothing happens if it was over already. */
    public void fail(FailureKind kind, String detail) {
        end(new Outcome.Failed(kind, detail));
    }

    private void end(@Nullable Outcome given) {
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            outcome = given == null ? judged() : given;
            doneNanos = System.nanoTime();
            if (reporting) {
                return;
            }
            told = true;
        }
        tell();
    }

    private Outcome judged() {
        if (meter == null) {
            return new Outcome.Failed(FailureKind.PROTOCOL_ERROR, "the answer has no headers");
        }
        if (announcedBytes > bodyBytes) {
            return new Outcome.Failed(FailureKind.TRUNCATED, bodyBytes + " of " + announcedBytes + " bytes");
        }
        if (announcedBytes >= 0 && announcedBytes < bodyBytes) {
            return new Outcome.Failed(
                    FailureKind.PROTOCOL_ERROR, bodyBytes + " bytes where " + announcedBytes + " were announced");
        }
        if (!meter.valid()) {
            return new Outcome.Failed(
                    FailureKind.BAD_ENCODING, "cannot be decoded after " + meter.decodedBytes() + " bytes");
        }
        return new Outcome.Answered(head.status());
    }

    private void endReport() {
        synchronized (this) {
            reporting = false;
            if (outcome == null || told) {
                return;
            }
            told = true;
        }
        tell();
    }

    private void tell() {
        Exchange exchange;
        long decoded;
        synchronized (this) {
            Outcome ending = outcome == null ? judged() : outcome;
            exchange = new Exchange(
                    request,
                    sentNanos,
                    wireNanos,
                    firstByteNanos,
                    doneNanos,
                    connection,
                    bodyBytes,
                    head,
                    text == null ? "" : text.toString(StandardCharsets.UTF_8),
                    ending,
                    0);
            decoded = meter == null ? 0 : meter.decodedBytes();
            if (meter != null) {
                meter.close();
            }
        }
        listener.onDone(exchange, decoded);
    }

    private boolean bodyless(int status) {
        return status == 204 || status == 304 || request.method().equals("HEAD");
    }
}
