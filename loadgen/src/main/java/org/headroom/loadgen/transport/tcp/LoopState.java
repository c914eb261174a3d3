package org.headroom.loadgen.transport.tcp;

import io.netty.channel.EventLoop;

/**
 * What all connections of one event loop share, used on that loop alone.
 *
 * @param texts header fields in the form in which they go out
 */
record LoopState(EventLoop loop, Deadlines deadlines, FieldTexts texts) {
    static LoopState of(EventLoop loop) {
        return new LoopState(loop, new Deadlines(loop), new FieldTexts());
    }
}
