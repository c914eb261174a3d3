package org.headroom.cli.demo.site;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Pieces of text with filler between them, so that each ends where it should and all of it has the size that it should.
 * Where the pieces alone are longer than that, it is as long as they are.
 */
final class Padded {
    /**
     * Text that must be there.
     *
     * @param text itself
     * @param endOffset where it should end at the earliest
     * @param filler of a given length, to stand before it
     */
    record Piece(String text, long endOffset, IntFunction<String> filler) {
        int length() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private Padded() {}

    static String of(List<Piece> pieces, int size) {
        long still = pieces.stream().mapToLong(Piece::length).sum();
        long written = 0;
        var text = new StringBuilder(size);
        for (Piece piece : pieces) {
            long start = Math.min(piece.endOffset() - piece.length(), size - still);
            if (start > written) {
                text.append(piece.filler().apply(Math.toIntExact(start - written)));
                written = start;
            }
            text.append(piece.text());
            written += piece.length();
            still -= piece.length();
        }
        return text.toString();
    }
}
