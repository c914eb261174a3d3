package org.headroom.loadgen.transport.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts the decoded bytes of one body as it streams in; the bytes themselves are thrown away unless they are wanted.
 * Knows the codings of {@link #codings}; any other is counted as transferred, so ask servers for no other.
 */
public final class DecodedMeter implements AutoCloseable {
    /** A page of text is kept up to this size. */
    public static final int MOST_TEXT_BYTES = 4 * 1024 * 1024;

    private final @Nullable BodyDecoder decoder;
    private long decodedBytes;

    private DecodedMeter(@Nullable BodyDecoder decoder) {
        this.decoder = decoder;
    }

    /** What can be decoded here, as {@code accept-encoding} has it; {@code br} where its native library loads. */
    public static String codings() {
        return BrotliDecoder.isAvailable() ? "gzip, deflate, br" : "gzip, deflate";
    }

    /** A meter for a body with that {@code content-encoding}, or none. */
    public static DecodedMeter of(@Nullable String contentEncoding) {
        String coding = contentEncoding == null ? "" : contentEncoding.trim().toLowerCase(Locale.ROOT);
        return new DecodedMeter(
                switch (coding) {
                    case "gzip", "x-gzip" -> ZlibDecoder.gzip();
                    case "deflate" -> ZlibDecoder.deflate();
                    case "br" -> BrotliDecoder.isAvailable() ? new BrotliDecoder() : null;
                    default -> null;
                });
    }

    /**
     * Takes the next bytes of the body; consumes the buffer.
     *
     * @param keep where the decoded bytes go as long as that has less than {@value #MOST_TEXT_BYTES}; null: nowhere
     */
    public void add(ByteBuffer bytes, @Nullable ByteArrayOutputStream keep) {
        if (decoder == null) {
            take(bytes, keep);
        } else {
            decoder.add(bytes, decoded -> take(decoded, keep));
        }
        bytes.position(bytes.limit());
    }

    private void take(ByteBuffer decoded, @Nullable ByteArrayOutputStream keep) {
        decodedBytes += decoded.remaining();
        if (keep != null) {
            byte[] copy = new byte[Math.min(decoded.remaining(), MOST_TEXT_BYTES - keep.size())];
            decoded.get(copy);
            keep.write(copy, 0, copy.length);
        }
    }

    /** Decoded bytes so far. */
    public long decodedBytes() {
        return decodedBytes;
    }

    /**
     * Whether what came is, as a whole, a valid body; ask when it has ended. An empty body is: servers label the
     * empty answer to a 304 or a HEAD with the coding that the full one would have.
     */
    public boolean valid() {
        return decoder == null || decoder.valid();
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
    }
}
