package org.headroom.loadgen.transport;

/** Passes everything on to another listener, but for what a subclass wants to hear itself. */
public abstract class PassingListener implements ExchangeListener {
    private final ExchangeListener next;

    protected PassingListener(ExchangeListener next) {
        this.next = next;
    }

    @Override
    public void onHead(ResponseHead head) {
        next.onHead(head);
    }

    @Override
    public void onProgress(long decodedBytes) {
        next.onProgress(decodedBytes);
    }

    @Override
    public void onDone(Exchange exchange, long decodedBytes) {
        next.onDone(exchange, decodedBytes);
    }
}
