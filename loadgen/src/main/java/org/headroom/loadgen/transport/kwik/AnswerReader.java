package org.headroom.loadgen.transport.kwik;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.loadgen.transport.OngoingExchange;
import org.headroom.loadgen.transport.ResponseHead;
import org.headroom.loadgen.transport.WebRequest;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.generic.VariableLengthInteger;
import tech.kwik.flupke.impl.HeadersFrame;
import tech.kwik.qpack.Decoder;
import tech.kwik.qpack.Encoder;

/** The frames of one request stream (RFC 9114, section 4.1), blocking. */
final class AnswerReader {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int MOST_HEADER_BYTES = 1 << 20;

    private final PushbackInputStream in;
    private final OngoingExchange ongoing;
    private final byte[] buffer = new byte[16 * 1024];
    private boolean headed;

    AnswerReader(InputStream in, OngoingExchange ongoing) {
        this.in = new PushbackInputStream(in, 1);
        this.ongoing = ongoing;
    }

    /** The request as a HEADERS frame and, for a body, a DATA frame. Flupke's own client would decode the path and sort the headers. */
    static byte[] requestFrames(WebRequest request) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        fields.add(new SimpleEntry<>(":method", request.method()));
        fields.add(new SimpleEntry<>(":scheme", request.scheme()));
        fields.add(new SimpleEntry<>(":authority", request.authority()));
        fields.add(new SimpleEntry<>(":path", request.path()));
        fields.addAll(request.headers());
        byte[] body = request.body()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElse(null);
        if (body != null) {
            fields.add(new SimpleEntry<>("content-length", Integer.toString(body.length)));
        }
        ByteBuffer compressed =
                Encoder.newBuilder().build().compressHeaders(fields).flip();
        ByteBuffer frame = ByteBuffer.allocate(18 + compressed.remaining() + (body == null ? 0 : body.length));
        frame.put((byte) HEADERS);
        VariableLengthInteger.encode(compressed.remaining(), frame);
        frame.put(compressed);
        if (body != null) {
            frame.put((byte) DATA);
            VariableLengthInteger.encode(body.length, frame);
            frame.put(body);
        }
        frame.flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** Reads to the proper end of the stream. */
    void readAll() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return;
            }
            in.unread(first);
            long type = VariableLengthInteger.parseLong(in);
            long length = VariableLengthInteger.parseLong(in);
            if (type == DATA) {
                data(length);
            } else if (type == HEADERS) {
                headers(length);
            } else {
                in.skipNBytes(length);
            }
        }
    }

    private void data(long length) throws IOException {
        if (!headed) {
            throw new MalformedAnswerException("data before headers");
        }
        long missing = length;
        while (missing > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, missing));
            if (count < 0) {
                throw new EOFException("the stream ended inside a frame");
            }
            missing -= count;
            ongoing.body(ByteBuffer.wrap(buffer, 0, count));
        }
    }

    private void headers(long length) throws IOException {
        if (length > MOST_HEADER_BYTES) {
            throw new MalformedAnswerException(length + " bytes of headers");
        }
        byte[] block = in.readNBytes((int) length);
        if (block.length < length) {
            throw new EOFException("the stream ended inside the headers");
        }
        HeadersFrame frame =
                new HeadersFrame().parsePayload(block, Decoder.newBuilder().build());
        if (headed) {
            return;
        }
        int status = status(frame.getPseudoHeader(HeadersFrame.PSEUDO_HEADER_STATUS));
        if (status >= 200) {
            headed = true;
            ongoing.headers(ResponseHead.of(
                    status,
                    contentLength(frame.headers().firstValue("content-length").orElse(null)),
                    new Fields(frame.headers())));
        }
    }

    private static int status(@Nullable String text) throws IOException {
        if (text == null || !text.matches("[0-9]{3}")) {
            throw new MalformedAnswerException("status " + text);
        }
        return Integer.parseInt(text);
    }

    private record Fields(HttpHeaders fields) implements ResponseHead.Source {
        @Override
        public @Nullable CharSequence first(String name) {
            return fields.firstValue(name).orElse(null);
        }

        @Override
        public List<String> all(String name) {
            return fields.allValues(name);
        }
    }

    private static long contentLength(@Nullable String text) throws IOException {
        try {
            return ResponseHead.length(text);
        } catch (NumberFormatException _) {
            throw new MalformedAnswerException("content-length " + text);
        }
    }
}
