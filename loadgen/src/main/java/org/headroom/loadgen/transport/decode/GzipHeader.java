package org.headroom.loadgen.transport.decode;

import java.nio.ByteBuffer;

/** Skips the header of a gzip stream (RFC 1952) that arrives in pieces. */
final class GzipHeader {
    private static final int FIXED_BYTES = 10;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        CHECKSUM,
        DONE
    }

    private Part part = Part.FIXED;
    private int seenInPart;
    private int seen;
    private int flags;
    private int extraBytes;
    private boolean broken;

    /** Whether any byte came. */
    boolean started() {
        return seen > 0;
    }

    boolean broken() {
        return broken;
    }

    /** Consumes header bytes; true when the header is over and the buffer stands at compressed data. */
    boolean skip(ByteBuffer bytes) {
        while (part != Part.DONE && !broken && bytes.hasRemaining()) {
            seen++;
            take(bytes.get() & 0xff);
        }
        return part == Part.DONE;
    }

    private void take(int value) {
        int index = seenInPart++;
        switch (part) {
            case FIXED -> takeFixed(index, value);
            case EXTRA_LENGTH -> {
                extraBytes |= value << (8 * index);
                if (index == 1) {
                    enter(extraBytes > 0 ? Part.EXTRA : Part.NAME);
                }
            }
            case EXTRA -> enterWhen(index + 1 == extraBytes, Part.NAME);
            case NAME -> enterWhen(value == 0, Part.COMMENT);
            case COMMENT -> enterWhen(value == 0, Part.CHECKSUM);
            case CHECKSUM -> enterWhen(index == 1, Part.DONE);
            case DONE -> throw new IllegalStateException("the header is over");
        }
    }

    private void takeFixed(int index, int value) {
        switch (index) {
            case 0 -> broken = value != 0x1f;
            case 1 -> broken = value != 0x8b;
            case 2 -> broken = value != 8;
            case 3 -> flags = value;
            case FIXED_BYTES - 1 -> enter(Part.EXTRA_LENGTH);
            default -> {}
        }
    }

    private void enterWhen(boolean over, Part next) {
        if (over) {
            enter(next);
        }
    }

    /** Goes to the next part that the flags announce. */
    private void enter(Part next) {
        part = switch (next) {
            case EXTRA_LENGTH -> has(HAS_EXTRA) ? Part.EXTRA_LENGTH : fromName();
            case NAME -> fromName();
            case COMMENT -> has(HAS_COMMENT) ? Part.COMMENT : fromChecksum();
            case CHECKSUM -> fromChecksum();
            case FIXED, EXTRA, DONE -> next;
        };
        seenInPart = 0;
    }

    private Part fromName() {
        if (has(HAS_NAME)) {
            return Part.NAME;
        }
        return has(HAS_COMMENT) ? Part.COMMENT : fromChecksum();
    }

    private Part fromChecksum() {
        return has(HAS_CHECKSUM) ? Part.CHECKSUM : Part.DONE;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
