package org.headroom.loadgen.transport;

/** Hears of one exchange's progress, on a thread of the transport: never block in it. */
public interface ExchangeListener {
    /** The headers of the answer are here; called at most once, before any progress. */
    default void onHead(ResponseHead head) {}

    /** More of the decoded body is here: {@code decodedBytes} in all so far. */
    void onProgress(long decodedBytes);

    /** The exchange is over; called exactly once, also when the visitor's connections are closed early. */
    void onDone(Exchange exchange, long decodedBytes);
}
