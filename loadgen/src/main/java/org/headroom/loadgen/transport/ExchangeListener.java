package org.headroom.loadgen.transport;

/** Hears of one exchange's progress, on a thread of the transport: never block in it. */
public interface ExchangeListener {
    /** More of the decoded body is here: {@code decodedBytes} in all so far. */
    void onProgress(long decodedBytes);

    /** The exchange is over; called exactly once, also when the visitor's connections are closed early. */
    void onDone(Exchange exchange, long decodedBytes);
}
