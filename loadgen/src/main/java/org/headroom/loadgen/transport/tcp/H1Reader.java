package org.headroom.loadgen.transport.tcp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.headroom.loadgen.transport.ResponseHead;

/** Reads the answers of one h1 connection (RFC 9112), however their bytes are cut up. */
final class H1Reader {
    /** As Jetty's limit here; browsers take 256 KiB. */
    static final int MOST_HEAD_BYTES = 64 * 1024;

    private static final int MOST_CHUNK_LINE_BYTES = 4096;
    private static final byte[] NONE = new byte[0];

    /** Hears what is read. */
    interface Sink {
        /** The final head. */
        void head(int status, long contentLength, ResponseHead.Source fields);

        /** More of the body; the bytes are only lent. */
        void body(ByteBuf bytes, int index, int length);

        /** The answer is whole. */
        void end(boolean reusable);
    }

    private enum Part {
        /** No answer is expected. */
        IDLE,
        HEAD,
        BODY,
        BODY_UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private final Sink sink;
    private Part part = Part.IDLE;
    private boolean forHead;
    private boolean reusable;
    private long left;

    /** The head as far as it has come, or the line of a chunk. */
    private byte[] line = NONE;

    private int lineLength;
    private int trailerBytes;

    H1Reader(Sink sink) {
        this.sink = sink;
    }

    /** A request goes out: an answer will come; {@code toHead}: without body. */
    void expect(boolean toHead) {
        part = Part.HEAD;
        forHead = toHead;
        lineLength = 0;
    }

    /** Whether the end of the connection would be the proper end of this answer. */
    boolean endsWithConnection() {
        return part == Part.BODY_UNTIL_CLOSE;
    }

    /** Nothing more will be read. */
    void close() {
        part = Part.IDLE;
        line = NONE;
    }

    /** Consumes the buffer. */
    void read(ByteBuf in) throws MalformedAnswerException {
        while (in.isReadable()) {
            switch (part) {
                case IDLE -> throw new MalformedAnswerException("bytes came that no request asked for");
                case HEAD -> readHead(in);
                case BODY -> readBody(in);
                case BODY_UNTIL_CLOSE -> {
                    int count = in.readableBytes();
                    sink.body(in, in.readerIndex(), count);
                    in.skipBytes(count);
                }
                case CHUNK_SIZE -> readChunkSize(in);
                case CHUNK -> readChunk(in);
                case CHUNK_END -> readChunkEnd(in);
                case TRAILER -> readTrailer(in);
            }
        }
    }

    private void readHead(ByteBuf in) throws MalformedAnswerException {
        int had = lineLength;
        int take = Math.min(in.readableBytes(), MOST_HEAD_BYTES - had);
        room(had + take);
        in.getBytes(in.readerIndex(), line, had, take);
        int end = headEnd(Math.max(0, had - 3), had + take);
        if (end < 0) {
            in.skipBytes(take);
            lineLength = had + take;
            if (lineLength == MOST_HEAD_BYTES) {
                throw new MalformedAnswerException("the answer's headers exceed " + MOST_HEAD_BYTES + " bytes");
            }
            return;
        }
        in.skipBytes(end - had);
        lineLength = 0;
        begin(H1Head.parse(line, end), in);
    }

    /** Where the head ends: after an empty line. -1: not yet. */
    private int headEnd(int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == '\n') {
                if (i + 1 < to && line[i + 1] == '\n') {
                    return i + 2;
                }
                if (i + 2 < to && line[i + 1] == '\r' && line[i + 2] == '\n') {
                    return i + 3;
                }
            }
        }
        return -1;
    }

    private void begin(H1Head head, ByteBuf in) throws MalformedAnswerException {
        int status = head.status();
        if (status == 101) {
            throw new MalformedAnswerException("the server switches to a protocol that was not asked for");
        }
        if (status < 200) {
            part = Part.HEAD;
            return;
        }
        boolean chunked = head.chunked();
        long length = chunked ? -1 : head.contentLength();
        reusable = head.keepsAlive();
        boolean bodyless = forHead || status == 204 || status == 304;
        sink.head(status, length, head);
        if (part != Part.HEAD) {
            return; // the listener closed the visitor
        }
        if (bodyless || length == 0) {
            finish(in);
        } else if (chunked) {
            part = Part.CHUNK_SIZE;
        } else if (length > 0) {
            left = length;
            part = Part.BODY;
        } else {
            reusable = false;
            part = Part.BODY_UNTIL_CLOSE;
        }
    }

    private void readBody(ByteBuf in) throws MalformedAnswerException {
        int count = (int) Math.min(left, in.readableBytes());
        left -= count;
        sink.body(in, in.readerIndex(), count);
        in.skipBytes(count);
        if (left == 0 && part == Part.BODY) {
            finish(in);
        }
    }

    private void finish(ByteBuf in) throws MalformedAnswerException {
        if (in.isReadable()) {
            // Seen only when it comes with the answer's end; later, it closes an idle connection.
            throw new MalformedAnswerException("more bytes came than the answer announced");
        }
        part = Part.IDLE;
        sink.end(reusable);
    }

    private void readChunkSize(ByteBuf in) throws MalformedAnswerException {
        if (!readLine(in)) {
            return;
        }
        left = chunkSize();
        lineLength = 0;
        trailerBytes = 0;
        part = left == 0 ? Part.TRAILER : Part.CHUNK;
    }

    private long chunkSize() throws MalformedAnswerException {
        long size = 0;
        int digits = 0;
        while (digits < lineLength) {
            int digit = Character.digit(line[digits], 16);
            if (digit < 0) {
                break;
            }
            size = size << 4 | digit;
            digits++;
        }
        boolean followed = digits < lineLength && line[digits] != ';' && line[digits] != ' ' && line[digits] != '\t';
        if (digits == 0 || digits > 15 || followed) {
            throw new MalformedAnswerException("the size of a chunk is not a number");
        }
        return size;
    }

    private void readChunk(ByteBuf in) {
        int count = (int) Math.min(left, in.readableBytes());
        left -= count;
        sink.body(in, in.readerIndex(), count);
        in.skipBytes(count);
        if (left == 0 && part == Part.CHUNK) {
            part = Part.CHUNK_END;
        }
    }

    private void readChunkEnd(ByteBuf in) throws MalformedAnswerException {
        if (readLine(in)) {
            if (lineLength > 0) {
                throw new MalformedAnswerException("a chunk is longer than it says");
            }
            part = Part.CHUNK_SIZE;
        }
    }

    private void readTrailer(ByteBuf in) throws MalformedAnswerException {
        if (readLine(in)) {
            trailerBytes += lineLength;
            if (trailerBytes > MOST_HEAD_BYTES) {
                throw new MalformedAnswerException("the answer's trailers exceed " + MOST_HEAD_BYTES + " bytes");
            }
            boolean last = lineLength == 0;
            lineLength = 0;
            if (last) {
                finish(in);
            }
        }
    }

    /** Collects a line without its end; true when it is whole. The caller sets {@code lineLength} back. */
    private boolean readLine(ByteBuf in) throws MalformedAnswerException {
        int end = in.bytesBefore((byte) '\n');
        int count = end < 0 ? in.readableBytes() : end;
        if (lineLength + count > MOST_CHUNK_LINE_BYTES) {
            throw new MalformedAnswerException("a line of a chunked body exceeds " + MOST_CHUNK_LINE_BYTES + " bytes");
        }
        room(lineLength + count);
        in.readBytes(line, lineLength, count);
        lineLength += count;
        if (end < 0) {
            return false;
        }
        in.skipBytes(1);
        if (lineLength > 0 && line[lineLength - 1] == '\r') {
            lineLength--;
        }
        return true;
    }

    private void room(int bytes) {
        if (line.length < bytes) {
            line = Arrays.copyOf(line, Math.max(bytes, Math.max(512, 2 * line.length)));
        }
    }
}
