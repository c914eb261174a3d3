package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.Outcome;
import org.headroom.loadgen.transport.ResponseHead;
import org.jspecify.annotations.Nullable;

/** What comes in on an h2 connection: Netty takes the frames apart, this gives them to the exchanges. */
final class H2Input extends Http2FrameAdapter {
    private final H2Connection connection;
    private final DefaultHttp2FrameReader reader;

    H2Input(H2Connection connection) {
        this.connection = connection;
        DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(true, H2Frames.MOST_HEADER_BYTES);
        try {
            decoder.maxHeaderTableSize(H2Frames.HEADER_TABLE_BYTES);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        this.reader = new DefaultHttp2FrameReader(decoder);
    }

    static String errorName(long error) {
        Http2Error known = Http2Error.valueOf(error);
        return known == null ? "error " + error : known.name();
    }

    /** Reads whole frames and leaves the rest. A stream's error ends that stream, the connection's is thrown. */
    void read(ChannelHandlerContext from, ByteBuf in) throws Http2Exception {
        boolean again = true;
        while (again) {
            again = false;
            try {
                reader.readFrame(from, in, this);
            } catch (Http2Exception.StreamException e) {
                H2Stream stream = connection.stream(e.streamId());
                if (stream != null) {
                    connection.giveUp(stream, e.error(), failed(e));
                }
                again = in.isReadable();
            }
        }
    }

    void close() {
        reader.close();
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext from,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean last)
            throws Http2Exception {
        onHeadersRead(from, id, headers, padding, last);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext from, int id, Http2Headers headers, int padding, boolean last)
            throws Http2Exception {
        H2Stream stream = open(id);
        if (stream == null) {
            return;
        }
        if (!stream.headSeen) {
            int status = status(id, headers);
            if (status >= 200) {
                stream.headSeen = true;
                stream.exchange.ongoing().headers(ResponseHead.of(status, length(id, headers), new Fields(headers)));
            }
        }
        if (last) {
            end(stream);
        }
    }

    private static int status(int id, Http2Headers headers) throws Http2Exception {
        CharSequence text = headers.status();
        if (text == null || text.length() != 3) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "the answer has no status");
        }
        try {
            return Integer.parseInt(text, 0, 3, 10);
        } catch (NumberFormatException _) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "the status is not a number: %s", text);
        }
    }

    private static long length(int id, Http2Headers headers) throws Http2Exception {
        CharSequence text = headers.get("content-length");
        try {
            return ResponseHead.length(text);
        } catch (NumberFormatException _) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "content-length is not a number: %s", text);
        }
    }

    private record Fields(Http2Headers fields) implements ResponseHead.Source {
        @Override
        public @Nullable CharSequence first(String name) {
            return fields.get(name);
        }

        @Override
        public List<String> all(String name) {
            List<CharSequence> values = fields.getAll(name);
            return values.isEmpty()
                    ? List.of()
                    : values.stream().map(CharSequence::toString).toList();
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext from, int id, ByteBuf data, int padding, boolean last)
            throws Http2Exception {
        int count = data.readableBytes();
        H2Stream stream = open(id);
        connection.consumed(stream, count + padding, last);
        if (stream == null) {
            return count + padding;
        }
        OngoingExchange ongoing = stream.exchange.ongoing();
        if (!stream.headSeen) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "a body came before its headers");
        }
        if (count > 0 && data.nioBufferCount() == 1) {
            ongoing.body(data.internalNioBuffer(data.readerIndex(), count));
        } else if (count > 0) {
            for (ByteBuffer part : data.nioBuffers()) {
                ongoing.body(part);
            }
        }
        // The listener may have closed the visitor, or given the stream up.
        if (last && connection.stream(id) == stream) {
            end(stream);
        }
        return count + padding;
    }

    private void end(H2Stream stream) throws Http2Exception {
        if (!stream.headSeen) {
            throw Http2Exception.streamError(stream.id, Http2Error.PROTOCOL_ERROR, "the answer has no headers");
        }
        connection.ended(stream);
    }

    /** The stream; null when it is over here and the server did not know yet. */
    private @Nullable H2Stream open(int id) throws Http2Exception {
        H2Stream stream = connection.stream(id);
        if (stream == null && connection.neverOpened(id)) {
            throw Http2Exception.connectionError(
                    Http2Error.PROTOCOL_ERROR, "the server answers on stream %d, which is not open", id);
        }
        return stream;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext from, int id, long error) {
        H2Stream stream = connection.stream(id);
        if (stream != null) {
            connection.reset(stream, error);
        }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext from, Http2Settings settings) throws Http2Exception {
        connection.settings(
                settings.maxConcurrentStreams(),
                settings.initialWindowSize(),
                settings.maxFrameSize(),
                settings.headerTableSize());
    }

    @Override
    public void onPingRead(ChannelHandlerContext from, long data) {
        connection.ping(data);
    }

    @Override
    public void onPushPromiseRead(ChannelHandlerContext from, int id, int promised, Http2Headers headers, int padding)
            throws Http2Exception {
        throw Http2Exception.connectionError(
                Http2Error.PROTOCOL_ERROR, "the server pushes although push is switched off");
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext from, int last, long error, ByteBuf said) {
        connection.goAway(last, error, said.toString(StandardCharsets.US_ASCII));
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext from, int id, int bytes) throws Http2Exception {
        connection.windowUpdate(id, bytes);
    }

    /** For results. */
    static Outcome.Failed failed(Http2Exception failure) {
        String message = String.valueOf(failure.getMessage());
        boolean large = message.toLowerCase(Locale.ROOT).contains("header size exceeded");
        return new Outcome.Failed(
                FailureKind.PROTOCOL_ERROR,
                large ? "the answer's headers exceed " + H2Frames.MOST_HEADER_BYTES + " bytes" : message);
    }
}
