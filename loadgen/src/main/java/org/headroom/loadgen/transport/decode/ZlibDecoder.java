package org.headroom.loadgen.transport.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Codings {@code gzip} and {@code deflate}, the latter with and without the zlib wrapper. */
final class ZlibDecoder implements BodyDecoder {
    private static final int TRAILER_BYTES = 8;

    private final @Nullable GzipHeader header;
    private final CRC32 checksum = new CRC32();
    private final byte[] trailer = new byte[TRAILER_BYTES];
    private int trailerBytes;
    private @Nullable Inflater inflater;
    private byte @Nullable [] scratch;
    private boolean whole;
    private boolean broken;

    private ZlibDecoder(@Nullable GzipHeader header) {
        this.header = header;
    }

    static ZlibDecoder gzip() {
        return new ZlibDecoder(new GzipHeader());
    }

    static ZlibDecoder deflate() {
        return new ZlibDecoder(null);
    }

    @Override
    public void add(ByteBuffer bytes, Sink sink) {
        if (broken || (header != null && !headerOver(header, bytes))) {
            return;
        }
        if (!whole && bytes.hasRemaining()) {
            inflate(bytes, sink);
        }
        if (whole && header != null) {
            checkTrailer(bytes);
        }
    }

    private boolean headerOver(GzipHeader gzip, ByteBuffer bytes) {
        boolean over = gzip.skip(bytes);
        broken = gzip.broken();
        return over;
    }

    private void inflate(ByteBuffer bytes, Sink sink) {
        if (inflater == null) {
            inflater = new Inflater(header != null || !zlibWrapped(bytes.get(bytes.position())));
            scratch = new byte[8192];
        }
        try {
            drain(inflater, bytes, sink);
        } catch (DataFormatException _) {
            broken = true;
        }
    }

    private void drain(Inflater from, ByteBuffer bytes, Sink sink) throws DataFormatException {
        from.setInput(bytes);
        while (true) {
            int count = from.inflate(scratch);
            if (count > 0 && scratch != null) {
                if (header != null) {
                    checksum.update(scratch, 0, count);
                }
                sink.take(ByteBuffer.wrap(scratch, 0, count));
            }
            if (from.finished()) {
                whole = true;
                return;
            }
            if (from.needsDictionary()) {
                throw new DataFormatException("needs a dictionary");
            }
            if (count == 0 && from.needsInput()) {
                return;
            }
        }
    }

    /** A trailer that does not come is no trouble to browsers; one that says something else is damage. */
    private void checkTrailer(ByteBuffer bytes) {
        while (trailerBytes < TRAILER_BYTES && bytes.hasRemaining()) {
            trailer[trailerBytes++] = bytes.get();
            if (trailerBytes == TRAILER_BYTES) {
                broken = littleEndian(0) != (int) checksum.getValue()
                        || littleEndian(4) != (inflater == null ? 0 : (int) inflater.getBytesWritten());
            }
        }
    }

    private int littleEndian(int at) {
        return ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    /** The first byte tells. */
    private static boolean zlibWrapped(byte first) {
        return (first & 0x0f) == 8;
    }

    @Override
    public boolean valid() {
        return !broken && (whole || untouched());
    }

    private boolean untouched() {
        return scratch == null && (header == null || !header.started());
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
            broken = true; // nothing can come any more
        }
    }
}
