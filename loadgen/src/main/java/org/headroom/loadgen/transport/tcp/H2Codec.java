package org.headroom.loadgen.transport.tcp;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder.SensitivityDetector;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/** The parts of Netty's h2 codec for one connection, with windows and limits as Chromium announces them. */
record H2Codec(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder) {
    static final int MOST_HEADER_BYTES = 256 * 1024;

    private static final int STREAM_WINDOW_BYTES = 6 * 1024 * 1024;
    private static final int CONNECTION_WINDOW_BYTES = 15 * 1024 * 1024;
    private static final int HEADER_TABLE_BYTES = 65_536;
    private static final long MOST_PEER_TABLE_BYTES = 4096;
    /** As Chromium assumes until the server says otherwise. */
    private static final int STREAMS_BEFORE_SETTINGS = 100;

    private static final int MOST_PUSHED_STREAMS = 0;
    private static final int FIELDS_AT_FIRST = 32;

    /** Paths hardly ever come again on one connection: like Chromium, they are kept out of the table of headers. */
    private static final SensitivityDetector NOT_INDEXED =
            (name, _) -> Http2Headers.PseudoHeaderName.PATH.value().contentEquals(name);

    static H2Codec forClient() {
        Http2Connection connection = new DefaultHttp2Connection(false, MOST_PUSHED_STREAMS);
        connection.local().maxActiveStreams(STREAMS_BEFORE_SETTINGS);
        // Bodies of requests are short and few: taking turns will do, at less memory than by weights.
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
        Http2ConnectionEncoder encoder = new Encoder(connection);
        return new H2Codec(
                new DefaultHttp2ConnectionDecoder(
                        connection,
                        encoder,
                        new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, MOST_HEADER_BYTES))),
                encoder);
    }

    static Http2Settings settings() {
        return new Http2Settings()
                .headerTableSize(HEADER_TABLE_BYTES)
                .pushEnabled(false)
                .initialWindowSize(STREAM_WINDOW_BYTES)
                .maxHeaderListSize(MOST_HEADER_BYTES);
    }

    /** After the preface: a wide window for the whole connection. */
    void widenWindow() throws Http2Exception {
        Http2Connection connection = decoder.connection();
        decoder.flowController()
                .incrementWindowSize(
                        connection.connectionStream(), CONNECTION_WINDOW_BYTES - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
    }

    private static final class Encoder extends DefaultHttp2ConnectionEncoder {
        Encoder(Http2Connection connection) {
            super(
                    connection,
                    new DefaultHttp2FrameWriter(new DefaultHttp2HeadersEncoder(NOT_INDEXED, true, FIELDS_AT_FIRST)));
        }

        /** A server may offer more memory for our headers than thousands of connections should take here. */
        @Override
        public void remoteSettings(Http2Settings settings) throws Http2Exception {
            Long table = settings.headerTableSize();
            if (table != null && table > MOST_PEER_TABLE_BYTES) {
                settings.headerTableSize(MOST_PEER_TABLE_BYTES);
            }
            super.remoteSettings(settings);
        }
    }
}
