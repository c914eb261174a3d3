package org.headroom.loadgen.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Counts the decoded bytes of one body as it streams in; the bytes themselves are thrown away. Knows gzip and
 * deflate; any other coding is counted as transferred, so ask servers for gzip only.
 */
public final class DecodedMeter implements AutoCloseable {
    private final @Nullable GzipHeader header;
    private final boolean compressed;
    private @Nullable Inflater inflater;
    private byte @Nullable [] scratch;
    private long decodedBytes;
    private boolean whole;
    private boolean broken;

    private DecodedMeter(boolean compressed, @Nullable GzipHeader header) {
        this.compressed = compressed;
        this.header = header;
    }

    /** A meter for a body with that {@code content-encoding}, or none. */
    public static DecodedMeter of(@Nullable String contentEncoding) {
        String coding = contentEncoding == null ? "" : contentEncoding.trim().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "gzip", "x-gzip" -> new DecodedMeter(true, new GzipHeader());
            case "deflate" -> new DecodedMeter(true, null);
            default -> new DecodedMeter(false, null);
        };
    }

    /** Takes the next bytes of the body; consumes the buffer. */
    public void add(ByteBuffer bytes) {
        add(bytes, null);
    }

    /** As {@link #add(ByteBuffer)}; the decoded bytes go to {@code keep} as long as that has room for a page. */
    void add(ByteBuffer bytes, @Nullable ByteArrayOutputStream keep) {
        if (!compressed) {
            decodedBytes += bytes.remaining();
            if (keep != null) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                keep(copy, copy.length, keep);
            }
        } else if (!whole && !broken) {
            inflate(bytes, keep);
        }
        bytes.position(bytes.limit());
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
        return !compressed || (!broken && (whole || untouched()));
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }

    private static void keep(byte[] bytes, int count, ByteArrayOutputStream keep) {
        keep.write(bytes, 0, Math.min(count, OngoingExchange.MOST_TEXT_BYTES - keep.size()));
    }

    private boolean untouched() {
        return scratch == null && (header == null || !header.started());
    }

    private void inflate(ByteBuffer bytes, @Nullable ByteArrayOutputStream keep) {
        if (header != null && !header.skip(bytes)) {
            broken = header.broken();
            return;
        }
        if (!bytes.hasRemaining()) {
            return;
        }
        if (inflater == null) {
            inflater = new Inflater(header != null || !zlibWrapped(bytes.get(bytes.position())));
            scratch = new byte[8192];
        }
        try {
            drain(inflater, bytes, keep);
        } catch (DataFormatException _) {
            broken = true;
        }
    }

    private void drain(Inflater from, ByteBuffer bytes, @Nullable ByteArrayOutputStream keep)
            throws DataFormatException {
        from.setInput(bytes);
        while (true) {
            int count = from.inflate(scratch);
            decodedBytes += count;
            if (keep != null && scratch != null) {
                keep(scratch, count, keep);
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

    /** Servers send "deflate" both with and without the zlib wrapper; the first byte tells. */
    private static boolean zlibWrapped(byte first) {
        return (first & 0x0f) == 8;
    }
}
