package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder.SensitivityDetector;

/** Writes the frames of one connection into a buffer, one after the other, so that a burst is one write. */
final class H2Frames {
    /** Windows and limits as Chromium announces them. */
    static final int STREAM_WINDOW_BYTES = 6 * 1024 * 1024;

    static final int CONNECTION_WINDOW_BYTES = 15 * 1024 * 1024;
    static final int HEADER_TABLE_BYTES = 65_536;
    static final int MOST_HEADER_BYTES = 256 * 1024;

    private static final int MOST_PEER_TABLE_BYTES = 4096;
    private static final Http2Flags NO_FLAGS = new Http2Flags();
    private static final Http2Flags ACK = new Http2Flags().ack(true);
    private static final Http2Flags END_STREAM = new Http2Flags().endOfStream(true);
    private static final Http2Flags END_HEADERS = new Http2Flags().endOfHeaders(true);
    private static final Http2Flags WHOLE_REQUEST =
            new Http2Flags().endOfHeaders(true).endOfStream(true);
    /** Paths hardly ever come again on one connection: like Chromium, they are kept out of the table of headers. */
    private static final SensitivityDetector NOT_INDEXED =
            (name, _) -> Http2Headers.PseudoHeaderName.PATH.value().contentEquals(name);

    private static final int SETTINGS = 4;

    private final DefaultHttp2HeadersEncoder headers = new DefaultHttp2HeadersEncoder(NOT_INDEXED, true, 32);
    private int mostFrameBytes = Http2CodecUtil.DEFAULT_MAX_FRAME_SIZE;

    /** The client's preface, with settings and a wide window for the whole connection. */
    void preface(ByteBuf out) {
        ByteBuf magic = Http2CodecUtil.connectionPrefaceBuf();
        out.writeBytes(magic);
        magic.release();
        Http2CodecUtil.writeFrameHeader(
                out, SETTINGS * Http2CodecUtil.SETTING_ENTRY_LENGTH, Http2FrameTypes.SETTINGS, NO_FLAGS, 0);
        setting(out, Http2CodecUtil.SETTINGS_HEADER_TABLE_SIZE, HEADER_TABLE_BYTES);
        setting(out, Http2CodecUtil.SETTINGS_ENABLE_PUSH, 0);
        setting(out, Http2CodecUtil.SETTINGS_INITIAL_WINDOW_SIZE, STREAM_WINDOW_BYTES);
        setting(out, Http2CodecUtil.SETTINGS_MAX_HEADER_LIST_SIZE, MOST_HEADER_BYTES);
        windowUpdate(out, 0, CONNECTION_WINDOW_BYTES - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
    }

    private static void setting(ByteBuf out, char name, int value) {
        out.writeShort(name);
        out.writeInt(value);
    }

    void settingsAck(ByteBuf out) {
        Http2CodecUtil.writeFrameHeader(out, 0, Http2FrameTypes.SETTINGS, ACK, 0);
    }

    void pingAck(ByteBuf out, long data) {
        Http2CodecUtil.writeFrameHeader(out, Http2CodecUtil.PING_FRAME_PAYLOAD_LENGTH, Http2FrameTypes.PING, ACK, 0);
        out.writeLong(data);
    }

    void windowUpdate(ByteBuf out, int stream, int bytes) {
        Http2CodecUtil.writeFrameHeader(
                out, Http2CodecUtil.INT_FIELD_LENGTH, Http2FrameTypes.WINDOW_UPDATE, NO_FLAGS, stream);
        out.writeInt(bytes);
    }

    void reset(ByteBuf out, int stream, long error) {
        Http2CodecUtil.writeFrameHeader(
                out, Http2CodecUtil.INT_FIELD_LENGTH, Http2FrameTypes.RST_STREAM, NO_FLAGS, stream);
        out.writeInt((int) error);
    }

    /** We take no more of the server's streams, of which there are none. */
    void goAway(ByteBuf out, long error) {
        Http2CodecUtil.writeFrameHeader(out, 2 * Http2CodecUtil.INT_FIELD_LENGTH, Http2FrameTypes.GO_AWAY, NO_FLAGS, 0);
        out.writeInt(0);
        out.writeInt((int) error);
    }

    void request(ByteBuf out, int stream, Http2Headers fields, boolean bodyFollows) throws Http2Exception {
        int start = out.writerIndex();
        out.writeZero(Http2CodecUtil.FRAME_HEADER_LENGTH);
        headers.encodeHeaders(stream, fields, out);
        int length = out.writerIndex() - start - Http2CodecUtil.FRAME_HEADER_LENGTH;
        if (length > mostFrameBytes) {
            split(out, start, stream, bodyFollows);
            return;
        }
        int end = out.writerIndex();
        out.writerIndex(start);
        Http2CodecUtil.writeFrameHeader(
                out, length, Http2FrameTypes.HEADERS, bodyFollows ? END_HEADERS : WHOLE_REQUEST, stream);
        out.writerIndex(end);
    }

    /** A header block that is too long for one frame goes on in CONTINUATION frames. */
    private void split(ByteBuf out, int start, int stream, boolean bodyFollows) {
        int from = start + Http2CodecUtil.FRAME_HEADER_LENGTH;
        ByteBuf block = out.copy(from, out.writerIndex() - from);
        out.writerIndex(start);
        byte type = Http2FrameTypes.HEADERS;
        while (block.isReadable()) {
            int count = Math.min(block.readableBytes(), mostFrameBytes);
            Http2Flags flags = new Http2Flags()
                    .endOfHeaders(count == block.readableBytes())
                    .endOfStream(type == Http2FrameTypes.HEADERS && !bodyFollows);
            Http2CodecUtil.writeFrameHeader(out, count, type, flags, stream);
            out.writeBytes(block, count);
            type = Http2FrameTypes.CONTINUATION;
        }
        block.release();
    }

    /** One DATA frame of at most {@code most} bytes; consumes them. */
    int data(ByteBuf out, int stream, ByteBuf body, int most) {
        int count = Math.min(Math.min(body.readableBytes(), most), mostFrameBytes);
        boolean last = count == body.readableBytes();
        Http2CodecUtil.writeFrameHeader(out, count, Http2FrameTypes.DATA, last ? END_STREAM : NO_FLAGS, stream);
        out.writeBytes(body, count);
        return count;
    }

    void peerMaxFrameSize(int bytes) {
        mostFrameBytes = bytes;
    }

    void peerHeaderTableSize(long bytes) throws Http2Exception {
        headers.maxHeaderTableSize(Math.min(bytes, MOST_PEER_TABLE_BYTES));
    }

    void close() {
        headers.close();
    }
}
