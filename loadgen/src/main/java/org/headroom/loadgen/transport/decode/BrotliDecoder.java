package org.headroom.loadgen.transport.decode;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Coding {@code br} (RFC 7932) by the native library; it has no checksum. */
final class BrotliDecoder implements BodyDecoder {
    private static final int INPUT_BYTES = 16 * 1024;

    private DecoderJNI.@Nullable Wrapper decoder;
    /** Output was taken, so that the library may go on although it says that it needs input: its window was full. */
    private boolean pulled;

    private boolean started;
    private boolean whole;
    private boolean broken;

    /** Whether the native library loads here. */
    static boolean isAvailable() {
        return Brotli4jLoader.isAvailable();
    }

    @Override
    public void add(ByteBuffer bytes, Sink sink) {
        if (whole || broken || !bytes.hasRemaining()) {
            return;
        }
        started = true;
        try {
            if (decoder == null) {
                decoder = new DecoderJNI.Wrapper(INPUT_BYTES);
            }
            decode(decoder, bytes, sink);
        } catch (IOException _) {
            broken = true; // no memory for a decoder
        }
    }

    private void decode(DecoderJNI.Wrapper from, ByteBuffer bytes, Sink sink) {
        while (true) {
            switch (from.getStatus()) {
                case DONE -> {
                    whole = true;
                    return;
                }
                case ERROR -> {
                    broken = true;
                    return;
                }
                case OK -> from.push(0);
                case NEEDS_MORE_OUTPUT -> pull(from, sink);
                case NEEDS_MORE_INPUT -> {
                    if (from.hasOutput()) {
                        pull(from, sink);
                    } else if (bytes.hasRemaining() || pulled) {
                        push(from, bytes);
                    } else {
                        return;
                    }
                }
            }
        }
    }

    private void pull(DecoderJNI.Wrapper from, Sink sink) {
        sink.take(from.pull());
        pulled = true;
    }

    private void push(DecoderJNI.Wrapper into, ByteBuffer bytes) {
        pulled = false;
        ByteBuffer input = into.getInputBuffer();
        input.clear();
        int count = Math.min(input.remaining(), bytes.remaining());
        input.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        into.push(count);
    }

    @Override
    public boolean valid() {
        return !broken && (whole || !started);
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.destroy();
            decoder = null;
            broken = true; // nothing can come any more
        }
    }
}
