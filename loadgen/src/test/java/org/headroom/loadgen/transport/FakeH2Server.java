package org.headroom.loadgen.transport;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** A fake h2 server with bad days. It looks at nothing but requests without body and knows no window. */
final class FakeH2Server extends FakeTlsServer {
    private static final int PREFACE_BYTES = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int INTERNAL_ERROR = 2;
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int MOST_FRAME_BYTES = 16_384;

    private final AtomicBoolean refused = new AtomicBoolean();

    FakeH2Server(TestCertificate certificate) {
        super(certificate, "h2");
    }

    @Override
    void serve(Client client) throws IOException {
        new Session(client).run();
    }

    /** One connection. */
    private final class Session {
        private final Client client;
        private final DataInputStream in;
        private final DataOutputStream out;
        private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

        Session(Client client) {
            this.client = client;
            this.in = new DataInputStream(client.in());
            this.out = new DataOutputStream(client.out());
        }

        void run() throws IOException {
            in.readFully(new byte[PREFACE_BYTES]);
            frame(SETTINGS, 0, 0, new byte[0]);
            while (true) {
                int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                byte[] payload = new byte[length];
                in.readFully(payload);
                if (type == SETTINGS && (flags & ACK) == 0) {
                    frame(SETTINGS, ACK, 0, new byte[0]);
                } else if (type == HEADERS) {
                    answer(stream, BadDay.of(path(stream, payload)));
                }
            }
        }

        private String path(int stream, byte[] block) throws IOException {
            try {
                return String.valueOf(decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block))
                        .path());
            } catch (Http2Exception e) {
                throw new IOException(e);
            }
        }

        private void answer(int stream, BadDay day) throws IOException {
            switch (day) {
                case FINE -> fine(stream);
                case RESET -> {
                    head(stream, "1000");
                    client.reset();
                }
                case HALF_CLOSED -> {
                    head(stream, "1000");
                    client.endOurHalf();
                    FakeH1Server.waitForTheEnd(client);
                }
                case SLOW_LORIS -> drip(() -> head(stream, "1000000"), () -> frame(DATA, 0, stream, text("z")));
                case SHORT_BODY -> {
                    head(stream, "1000");
                    frame(DATA, END_STREAM, stream, text("only this"));
                }
                case LONG_BODY -> {
                    head(stream, "5");
                    frame(DATA, END_STREAM, stream, text("hello and more"));
                }
                case ODD_LENGTH -> {
                    head(stream, "some");
                    frame(DATA, END_STREAM, stream, text("hello"));
                }
                case ENDLESS ->
                    drip(
                            () -> frame(HEADERS, END_HEADERS, stream, status()),
                            () -> frame(DATA, 0, stream, new byte[1000]));
                case MANY_HEADERS -> manyHeaders(stream);
                case INTERIM -> {
                    frame(HEADERS, END_HEADERS, stream, literal(":status", "103"));
                    frame(PING, 0, 0, new byte[8]);
                    frame(HEADERS, END_HEADERS, stream, status());
                    frame(DATA, 0, stream, text("hello"));
                    frame(HEADERS, END_HEADERS | END_STREAM, stream, literal("x-trailer", "yes"));
                }
                case GIBBERISH -> {
                    out.write(text("220 mail.example.org ESMTP\r\n\r\n and so on and on"));
                    out.flush();
                }
                case HALF_STREAM -> {
                    head(stream, "1000");
                    frame(DATA, 0, stream, text("only this"));
                }
                case RST_STREAM -> {
                    head(stream, "1000");
                    frame(RST_STREAM, 0, stream, number(INTERNAL_ERROR));
                }
                case REFUSED -> {
                    if (refused.compareAndSet(false, true)) {
                        frame(RST_STREAM, 0, stream, number(REFUSED_STREAM));
                    } else {
                        fine(stream);
                    }
                }
                case GOAWAY -> {
                    if (refused.compareAndSet(false, true)) {
                        frame(GOAWAY, 0, 0, join(number(stream - 2), number(0)));
                    } else {
                        fine(stream);
                    }
                }
                case CALM -> {
                    frame(GOAWAY, 0, 0, join(number(stream), number(ENHANCE_YOUR_CALM), text("too many of you")));
                    throw new IOException("enough");
                }
            }
        }

        private void fine(int stream) throws IOException {
            head(stream, "5");
            frame(DATA, END_STREAM, stream, text("hello"));
        }

        private void head(int stream, String contentLength) throws IOException {
            frame(HEADERS, END_HEADERS, stream, join(status(), literal("content-length", contentLength)));
        }

        private void manyHeaders(int stream) throws IOException {
            int type = HEADERS;
            byte[] block = status();
            for (int i = 0; i < BadDay.HEADERS; i++) {
                byte[] more = literal("x-header-" + i, "of no use");
                if (block.length + more.length > MOST_FRAME_BYTES) {
                    frame(type, 0, stream, block);
                    type = CONTINUATION;
                    block = new byte[0];
                }
                block = join(block, more);
            }
            frame(type, END_HEADERS, stream, block);
            frame(DATA, END_STREAM, stream, text("hello"));
        }

        /** Beside the reading, so that other streams and the client's frames are served. */
        private void drip(Writing first, Writing each) throws IOException {
            first.write();
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        each.write();
                        FakeH1Server.pause();
                    }
                } catch (IOException _) {
                    // The client went.
                }
            });
        }

        private synchronized void frame(int type, int flags, int stream, byte[] payload) throws IOException {
            out.writeByte(payload.length >> 16);
            out.writeShort(payload.length);
            out.writeByte(type);
            out.writeByte(flags);
            out.writeInt(stream);
            out.write(payload);
            out.flush();
        }
    }

    private interface Writing {
        void write() throws IOException;
    }

    private static byte[] status() {
        return new byte[] {(byte) 0x88}; // :status 200 of the static table
    }

    private static byte[] literal(String name, String value) {
        return join(new byte[] {0, (byte) name.length()}, text(name), new byte[] {(byte) value.length()}, text(value));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] number(int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    private static byte[] join(byte[]... parts) {
        return Unpooled.wrappedBuffer(parts).copy().array();
    }
}
