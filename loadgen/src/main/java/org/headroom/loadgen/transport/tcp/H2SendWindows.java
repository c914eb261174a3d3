package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.Collection;
import java.util.List;

/** How much of request bodies the server takes at the moment: a window for the connection and one for each stream. */
final class H2SendWindows {
    private final H2Frames frames;
    private int connection = Http2CodecUtil.DEFAULT_WINDOW_SIZE;
    private int initial = Http2CodecUtil.DEFAULT_WINDOW_SIZE;

    H2SendWindows(H2Frames frames) {
        this.frames = frames;
    }

    /** The window of a new stream. */
    int initial() {
        return initial;
    }

    /** The server changes the window of every stream. */
    void initial(int bytes, Collection<H2Stream> streams, ByteBuf out) throws Http2Exception {
        int more = bytes - initial;
        initial = bytes;
        for (H2Stream stream : streams) {
            stream.sendWindow = sum(stream.sendWindow, more);
        }
        sendAll(streams, out);
    }

    void widen(int bytes, Collection<H2Stream> streams, ByteBuf out) throws Http2Exception {
        connection = sum(connection, bytes);
        sendAll(streams, out);
    }

    void widen(H2Stream stream, int bytes, ByteBuf out) throws Http2Exception {
        stream.sendWindow = sum(stream.sendWindow, bytes);
        send(stream, out);
    }

    private static int sum(int window, int more) throws Http2Exception {
        long sum = (long) window + more;
        if (sum > Integer.MAX_VALUE) {
            throw Http2Exception.connectionError(Http2Error.FLOW_CONTROL_ERROR, "the server's window exceeds 2 GiB");
        }
        return (int) sum;
    }

    private void sendAll(Collection<H2Stream> streams, ByteBuf out) {
        for (H2Stream stream : List.copyOf(streams)) {
            send(stream, out);
        }
    }

    /** Sends as much of the body as both windows allow. */
    void send(H2Stream stream, ByteBuf out) {
        ByteBuf body = stream.unsent;
        if (body == null) {
            return;
        }
        boolean ended = false;
        while (!ended && (Math.min(connection, stream.sendWindow) > 0 || !body.isReadable())) {
            int sent = frames.data(out, stream.id, body, Math.min(connection, stream.sendWindow));
            connection -= sent;
            stream.sendWindow -= sent;
            ended = !body.isReadable();
        }
        if (ended) {
            stream.releaseBody();
        }
    }
}
