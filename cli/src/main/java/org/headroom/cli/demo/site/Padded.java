package org.headroom.cli.demo.site;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Pieces of text with filler between them, so that each stands where it should and all of it has the size that it
 * should. Where the pieces alone are longer than that, it is as long as they are.
 */
final class Padded {
    /**
     * Text that must be there.
     *
     * @param upToMark the part of it whose end has a place of its own
     * @param afterMark the rest
     * @param markOffset where {@code upToMark} should end, at the earliest
     * @param filler of a given length, to stand before it
     */
    record Piece(String upToMark, String afterMark, long markOffset, IntFunction<String> filler) {
        private int length() {
            return bytes(upToMark) + bytes(afterMark);
        }

        private long startOffset() {
            return markOffset - bytes(upToMark);
        }

        private static int bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private Padded() {}

    static String of(List<Piece> pieces, int size) {
        long still = pieces.stream().mapToLong(Piece::length).sum();
        long written = 0;
        var text = new StringBuilder(size);
        for (Piece piece : pieces) {
            long start = Math.min(piece.startOffset(), size - still);
            if (start > written) {
                text.append(piece.filler().apply(Math.toIntExact(start - written)));
                written = start;
            }
            text.append(piece.upToMark()).append(piece.afterMark());
            written += piece.length();
            still -= piece.length();
        }
        return text.toString();
    }
}
