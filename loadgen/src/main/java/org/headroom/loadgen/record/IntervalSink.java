package org.headroom.loadgen.record;

/** Takes what recorders measured, about once a second. */
public interface IntervalSink extends AutoCloseable {
    /** Takes what happened since the last call: cuts the recorder's interval. One thread at a time. */
    void append(ProtocolRecorder recorder);

    @Override
    void close();
}
