package org.headroom.tuner.config.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What reading a file came to. */
public sealed interface FileText {
    /**
     * The file is there.
     *
     * @param path without links
     * @param exact whether writing the text in UTF-8 gives the file's bytes again; if not, it must not be rewritten
     */
    record Found(String path, String text, boolean exact) implements FileText {}

    /** There is none. */
    record Missing() implements FileText {}

    /** It is there, and cannot be read. */
    record Unreadable(String reason) implements FileText {}

    /** Bytes as text: UTF-8, or if they are not that, Latin-1, which takes any. */
    static Found decoded(String path, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Found(path, text, true);
        } catch (CharacterCodingException _) {
            return new Found(path, new String(bytes, StandardCharsets.ISO_8859_1), false);
        }
    }
}
